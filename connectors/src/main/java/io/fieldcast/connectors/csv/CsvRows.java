package io.fieldcast.connectors.csv;

import io.fieldcast.connectors.record.Identifiers;
import io.fieldcast.connectors.record.Reading;
import io.fieldcast.connectors.record.RecordRejected;
import io.fieldcast.connectors.record.RecordTime;
import java.io.IOException;
import java.io.InputStream;

/** Observations in a CSV file, row by row. Confined to one thread. */
final class CsvRows {
    private static final int NO_COLUMN = -1;

    private final CsvTable table;
    private final int time;
    private final int station;
    private final int value;
    private final int field;
    private final double scale;

    /**
     * Reads the header.
     *
     * @throws IOException if the file cannot be read or lacks a column
     */
    CsvRows(InputStream in, CsvLayout layout) throws IOException {
        this.table = new CsvTable(in);
        this.time = table.require(layout.timeColumn());
        this.station = table.require(layout.stationColumn());
        this.value = table.require(layout.valueColumn());
        this.field = table.find(layout.fieldColumn()).orElse(NO_COLUMN);
        this.scale = layout.scale();
    }

    /** Goes to the next row; false at the end of the file. */
    boolean advance() throws IOException {
        return table.advance();
    }

    /** @param reading receives the present row; undefined after a rejection */
    void read(Reading reading) throws RecordRejected {
        table.parse();
        String name = field == NO_COLUMN ? "" : table.cell(field);
        reading.field = name.isEmpty() ? "" : Identifiers.check("field", name);
        reading.station = Identifiers.check("station", table.cell(station));
        reading.time = time(table.cell(time));
        reading.value = number(table.cell(value)) * scale;
        if (!Double.isFinite(reading.value)) {
            throw new RecordRejected(
                    "value: expected a finite number, got " + RecordRejected.excerpt(table.cell(value)));
        }
    }

    long lineNumber() {
        return table.lineNumber();
    }

    /** The present row's bytes, not to be written to. */
    byte[] line() {
        return table.line();
    }

    private static long time(String text) throws RecordRejected {
        boolean millis = !text.isEmpty() && text.length() < 19;
        for (int i = 0; millis && i < text.length(); i++) {
            char c = text.charAt(i);
            millis = (c >= '0' && c <= '9') || (i == 0 && c == '-' && text.length() > 1);
        }
        return millis ? RecordTime.ofMillis(Long.parseLong(text)) : RecordTime.parse(text);
    }

    /** NaN for what is no decimal number; Java itself would also take hexadecimal and trailing letters. */
    static double number(String text) {
        for (int i = 0; i < text.length(); i++) {
            if ("0123456789+-.eE".indexOf(text.charAt(i)) < 0) {
                return Double.NaN;
            }
        }
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }
}
