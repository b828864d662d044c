package io.fieldcast.pipeline.run;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import de.siegmar.fastcsv.writer.CsvWriter;
import io.fieldcast.pipeline.config.FieldFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Recorded observations as a run reads them: a copy without the stations and days that its field leaves out. Immutable.
 *
 * @param file the observations to read, gone with the process
 * @param rows rows in it
 * @param from earliest time in it
 * @param to latest time in it
 */
public record History(Path file, long rows, Instant from, Instant to) {
    private static final int DAY_LENGTH = 10;
    private static final int MONTH_AT = 5;

    /**
     * The history of a field. Bad rows stay in it: the job has an answer for them.
     *
     * @throws IOException if the field names no data, or they cannot be read, or hold nothing
     */
    public static History of(FieldFile field) throws IOException {
        FieldFile.Data data = field.data()
                .orElseThrow(() -> new IOException("field " + field.name()
                        + " names no recorded observations; give data.observations in its file"));
        Set<String> stations = Set.copyOf(data.excluded());
        Set<String> days = Set.copyOf(field.scoring().skipDays());
        Path copy = Files.createTempFile("fieldcast-", ".csv");
        copy.toFile().deleteOnExit();
        long rows = 0;
        Instant from = Instant.MAX;
        Instant to = Instant.MIN;
        try (CsvReader<NamedCsvRecord> reader = CsvReader.builder().ofNamedCsvRecord(data.observations());
                CsvWriter writer = CsvWriter.builder().build(copy)) {
            List<String> header = List.of();
            for (NamedCsvRecord row : reader) {
                if (header.isEmpty()) {
                    header = row.getHeader();
                    writer.writeRecord(header);
                }
                String time = row.findField(data.layout().timeColumn()).orElse("");
                if (stations.contains(
                                row.findField(data.layout().stationColumn()).orElse(""))
                        || isOn(days, time)) {
                    continue;
                }
                writer.writeRecord(row.getFields());
                rows++;
                Optional<Instant> at = instant(time);
                from = at.filter(from::isAfter).orElse(from);
                to = at.filter(to::isBefore).orElse(to);
            }
        }
        if (from.isAfter(to)) {
            throw new IOException(data.observations().getFileName() + " holds no observation of field " + field.name());
        }
        return new History(copy, rows, from, to);
    }

    private static boolean isOn(Set<String> days, String time) {
        return time.length() >= DAY_LENGTH && days.contains(time.substring(MONTH_AT, DAY_LENGTH));
    }

    private static Optional<Instant> instant(String time) {
        try {
            return Optional.of(OffsetDateTime.parse(time).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
