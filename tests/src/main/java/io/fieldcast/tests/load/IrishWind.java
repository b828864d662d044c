package io.fieldcast.tests.load;

import io.fieldcast.connectors.intake.Networks;
import io.fieldcast.connectors.intake.Rules;
import io.fieldcast.connectors.json.JsonMessages;
import io.fieldcast.connectors.record.Outgoing;
import io.fieldcast.domain.Observation;
import io.fieldcast.domain.Station;
import io.fieldcast.pipeline.config.FieldFile;
import io.fieldcast.pipeline.config.FieldFileReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The bundled field as a load: its first days, message by message. */
public final class IrishWind {
    /** Every station reports once a day. */
    public static final int STATIONS = 12;

    private IrishWind() {}

    public static FieldFile file() throws IOException {
        return FieldFileReader.read("bundled:irish-wind/field.yaml");
    }

    public static Rules rules(FieldFile file) {
        List<String> stations =
                file.settings().network().stations().stream().map(Station::id).toList();
        return Rules.of(Networks.of(Map.of(file.name(), stations)));
    }

    /** The observations of the first days, as they go over the wire. */
    public static List<Outgoing> messages(FieldFile file, int days) throws IOException {
        JsonMessages json = new JsonMessages();
        return observations(file, days).stream().map(json::observation).toList();
    }

    /** The observations of the first days, day by day, in the unit of the file. */
    public static List<Observation> observations(FieldFile file, int days) throws IOException {
        Path data = file.data()
                .orElseThrow(() -> new IOException("the bundled field names no observations"))
                .observations();
        List<Observation> observations = new ArrayList<>();
        try (BufferedReader reader = Files.newBufferedReader(data)) {
            reader.readLine();
            for (int i = 0; i < days * STATIONS; i++) {
                String line = reader.readLine();
                if (line == null) {
                    throw new IOException("the bundled data end after " + i / STATIONS + " days, wanted " + days);
                }
                String[] cells = line.split(",", -1);
                observations.add(
                        new Observation(file.name(), cells[1], Instant.parse(cells[0]), Double.parseDouble(cells[2])));
            }
        }
        return observations;
    }
}
