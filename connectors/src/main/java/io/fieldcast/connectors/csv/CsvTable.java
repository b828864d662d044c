package io.fieldcast.connectors.csv;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import io.fieldcast.connectors.record.RecordRejected;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A CSV file as rows of named columns. One line is one row: our files hold names and numbers, and a quote that is never closed
 * then spoils one row instead of swallowing the rest of the file. Confined to one thread.
 */
final class CsvTable {
    private static final CsvReader.CsvReaderBuilder QUOTED =
            CsvReader.builder().allowUnclosedQuote(false).skipEmptyLines(false);

    private final LineReader lines;
    private final List<String> header;
    private byte[] line = {};
    private List<String> cells = new ArrayList<>();

    /**
     * Reads the header.
     *
     * @throws IOException if there is none
     */
    CsvTable(InputStream in) throws IOException {
        this.lines = new LineReader(in);
        Optional<byte[]> first = lines.next();
        if (first.isEmpty()) {
            throw new IOException("the file is empty, expected a header line");
        }
        String text = text(first.get());
        try {
            // Some programs begin the file with a byte order mark.
            header = List.copyOf(split(text.startsWith("\uFEFF") ? text.substring(1) : text));
        } catch (RecordRejected e) {
            throw new IOException("header: " + e.reason(), e);
        }
    }

    /** Where a column stands, from 0, if the file has it. */
    Optional<Integer> find(String column) {
        int at = header.indexOf(column);
        return at < 0 ? Optional.empty() : Optional.of(at);
    }

    /** @throws IOException if the file has no such column */
    int require(String column) throws IOException {
        return find(column)
                .orElseThrow(() -> new IOException("column " + column + ": missing, the header has " + header));
    }

    /** Goes to the next line that is not blank; false at the end of the file. */
    boolean advance() throws IOException {
        for (Optional<byte[]> next = lines.next(); next.isPresent(); next = lines.next()) {
            if (next.get().length > 0) {
                line = next.get();
                return true;
            }
        }
        return false;
    }

    /** Splits the present line into cells. */
    void parse() throws RecordRejected {
        cells = split(text(line));
    }

    /** A cell of the line parsed last. */
    String cell(int column) throws RecordRejected {
        if (column >= cells.size()) {
            throw new RecordRejected(
                    header.get(column) + ": missing, the row has " + cells.size() + " of " + header.size() + " cells");
        }
        return cells.get(column);
    }

    long lineNumber() {
        return lines.number();
    }

    /** The present line's bytes, not to be written to. */
    byte[] line() {
        return line;
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static List<String> split(String text) throws RecordRejected {
        if (text.indexOf('"') >= 0) {
            try {
                return QUOTED.ofSingleCsvRecord(text).getFields();
            } catch (CsvParseException e) {
                throw new RecordRejected("row: not CSV: " + e.getMessage());
            }
        }
        // Without quotes commas are all there is to a row, and this is some ten times faster.
        List<String> parts = new ArrayList<>(8);
        int from = 0;
        for (int comma = text.indexOf(','); comma >= 0; comma = text.indexOf(',', from)) {
            parts.add(text.substring(from, comma));
            from = comma + 1;
        }
        parts.add(text.substring(from));
        return parts;
    }
}
