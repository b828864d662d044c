package io.fieldcast.pipeline.cli;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What one step of dynamics costs for one member, as a benchmark measured it.
 *
 * @param microseconds of one step of one member
 * @param cells of the grid on which it was measured
 */
record ModelCost(double microseconds, int cells) {
    private static final String RESULT = "/io/fieldcast/pipeline/models-cost.csv";

    /** The measured ones by kind, of the columns {@code kind,cells,microseconds}; none where no result came with this release. */
    static Map<String, ModelCost> measured() throws IOException {
        Map<String, ModelCost> costs = new TreeMap<>();
        try (InputStream in = ModelCost.class.getResourceAsStream(RESULT)) {
            if (in == null) {
                return costs;
            }
            try (CsvReader<NamedCsvRecord> reader = CsvReader.builder().ofNamedCsvRecord(in)) {
                for (NamedCsvRecord row : reader) {
                    costs.put(
                            row.getField("kind"),
                            new ModelCost(
                                    Double.parseDouble(row.getField("microseconds")),
                                    Integer.parseInt(row.getField("cells"))));
                }
            }
        }
        return costs;
    }

    String text() {
        return String.format(Locale.ROOT, "%.3g µs a step and member on %d cells", microseconds, cells);
    }
}
