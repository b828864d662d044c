package io.fieldcast.connectors.csv;

import io.fieldcast.connectors.record.Identifiers;
import io.fieldcast.connectors.record.RecordRejected;
import io.fieldcast.domain.Station;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Stations in a CSV file: {@code id,lon,lat} in degrees or {@code id,x,y} in a plane, other columns ignored. */
public final class StationFile {
    private StationFile() {}

    /**
     * Reads a file.
     *
     * @return the stations in the file's order, at least one
     * @throws IOException if the file cannot be read or a line is wrong; the message names file and line
     */
    public static List<Station> read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return read(in);
        } catch (RecordRejected e) {
            throw new IOException(file + ": " + e.reason(), e);
        }
    }

    private static List<Station> read(InputStream in) throws IOException, RecordRejected {
        CsvTable table = new CsvTable(in);
        int id = table.require("id");
        boolean degrees = table.find("lon").isPresent();
        int x = table.require(degrees ? "lon" : "x");
        int y = table.require(degrees ? "lat" : "y");
        List<Station> stations = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        while (table.advance()) {
            try {
                table.parse();
                String name = Identifiers.check("id", table.cell(id));
                if (!seen.add(name)) {
                    throw new RecordRejected("id: " + name + " is given twice");
                }
                stations.add(new Station(
                        name,
                        coordinate(degrees ? "lon" : "x", table.cell(x), degrees ? 360 : Double.MAX_VALUE),
                        coordinate(degrees ? "lat" : "y", table.cell(y), degrees ? 90 : Double.MAX_VALUE)));
            } catch (RecordRejected e) {
                throw new RecordRejected("line " + table.lineNumber() + ": " + e.reason());
            }
        }
        if (stations.isEmpty()) {
            throw new RecordRejected("expected at least one station");
        }
        return List.copyOf(stations);
    }

    private static double coordinate(String name, String text, double largest) throws RecordRejected {
        double number = CsvRows.number(text);
        if (!(Math.abs(number) <= largest)) {
            throw new RecordRejected(name + ": expected a finite number"
                    + (largest < Double.MAX_VALUE ? " of at most " + (int) largest + " degrees" : "") + ", got "
                    + RecordRejected.excerpt(text));
        }
        return number;
    }
}
