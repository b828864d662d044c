package io.fieldcast.tests;

import io.fieldcast.connectors.intake.ClockLimits;
import io.fieldcast.connectors.intake.Networks;
import io.fieldcast.connectors.intake.Rules;
import io.fieldcast.domain.Station;
import io.fieldcast.pipeline.config.DataFiles;
import io.fieldcast.pipeline.config.FieldFile;
import io.fieldcast.pipeline.config.FieldFileReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** The first days of the bundled Irish wind: rows as they stand in the file, files made of them, and a field that reads them. */
final class WindDays {
    static final Instant FIRST = Instant.parse("1961-01-01T00:00:00Z");
    static final Duration STEP = Duration.ofDays(1);
    static final Duration LATENESS = Duration.ofDays(3);
    static final int STATIONS = 12;
    static final int PLACES = 13;
    static final int LEADS = 2;

    /** Forecast messages of one cycle. */
    static final int PER_CYCLE = PLACES * LEADS;

    private WindDays() {}

    /** Rows {@code time,station,value} of so many days, in the order of time. */
    static List<String> rows(int days) throws IOException {
        Path file = DataFiles.find(Path.of(""), "bundled:irish-wind/observations.csv");
        Instant end = FIRST.plus(STEP.multipliedBy(days));
        return Files.readAllLines(file).stream()
                .skip(1)
                .filter(row -> time(row).isBefore(end))
                .toList();
    }

    static Instant time(String row) {
        return Instant.parse(row.substring(0, row.indexOf(',')));
    }

    /** The same rows, none further behind a younger one than the stream allows. */
    static List<String> shuffled(List<String> rows, long seed) {
        Random random = new Random(seed);
        Map<String, Long> arrival = new HashMap<>();
        for (String row : rows) {
            arrival.put(row, time(row).toEpochMilli() + random.nextLong(LATENESS.toMillis() + 1));
        }
        List<String> shuffled = new ArrayList<>(rows);
        shuffled.sort(Comparator.comparing(arrival::get));
        return shuffled;
    }

    /** Every row so many times, the copies among the rows around it. */
    static List<String> repeated(List<String> rows, int times, long seed) {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            all.addAll(rows);
        }
        Random random = new Random(seed);
        Map<Integer, Long> arrival = new HashMap<>();
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            arrival.put(i, time(all.get(i)).toEpochMilli() + random.nextLong(LATENESS.toMillis() + 1));
            order.add(i);
        }
        order.sort(Comparator.comparing(arrival::get));
        return order.stream().map(all::get).toList();
    }

    /** Writes rows as a file of observations. */
    static Path write(Path file, List<String> rows) throws IOException {
        List<String> lines = new ArrayList<>(List.of("time,station,value"));
        lines.addAll(rows);
        return Files.write(file, lines);
    }

    /** A field that reads {@code file}. */
    static FieldFile field(Path file) {
        return field("wind", file, "ide");
    }

    /** The same with another name and other dynamics. */
    static FieldFile field(String name, Path file, String dynamics) {
        return field(name, file, dynamics, "carry");
    }

    /** A field that says in which unit its values are. */
    static FieldFile inUnit(String unit, Path file) {
        return FieldFileReader.read("test", yaml("wind", "ide", file, "carry") + "unit: " + unit + "\n", Path.of(""));
    }

    /** The same with another treatment of what comes late. */
    static FieldFile field(String name, Path file, String dynamics, String latePolicy) {
        return FieldFileReader.read("test", yaml(name, dynamics, file, latePolicy), Path.of(""));
    }

    private static String yaml(String name, String dynamics, Path file, String latePolicy) {
        return """
                field: %s
                network:
                  stations: bundled:irish-wind/stations.csv
                  virtual: {irish-sea: [-5.6, 53.6]}
                transform: {kind: sqrt}
                range: {lowest: 0, highest: 60}
                step: 1d
                leads: [1d, 2d]
                dynamics: {kind: %s}
                filter: {members: 12, rotated: true}
                data: {observations: '%s', scale: 0.514444}
                stream: {lateness: 3d, max_leap: 60d, idle: 2s, checkpoint: 200ms}
                late: {policy: %s}
                """.formatted(name, dynamics, file, latePolicy);
    }

    /** What the fields' records are checked against; records that name no field belong to the first. */
    static Rules rules(FieldFile... fields) {
        Map<String, List<String>> stations = new HashMap<>();
        Map<String, String> units = new HashMap<>();
        ClockLimits limits = ClockLimits.DEFAULT;
        for (FieldFile field : fields) {
            if (!field.unit().isEmpty()) {
                units.put(field.name(), field.unit());
            }
            stations.put(
                    field.name(),
                    field.settings().network().stations().stream()
                            .map(Station::id)
                            .toList());
            limits = limits.withMaxLeap(field.name(), field.stream().leap());
        }
        return Rules.of(Networks.of(stations))
                .withUnits(units)
                .withLimits(limits)
                .withDefaultField(fields[0].name());
    }
}
