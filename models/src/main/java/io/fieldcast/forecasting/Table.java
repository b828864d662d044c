package io.fieldcast.forecasting;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/** Rows × columns of doubles that know how to be written and read: what the parts of a forecaster's state are made of. */
final class Table {
    /** More values than any field has; a larger table in stored bytes means damage. */
    private static final long MOST = 1L << 28;

    private static final int FIRST_CHUNK = 1 << 12;

    private final int rows;
    private final int columns;
    private final double[] values;

    Table(int rows, int columns) {
        this(rows, columns, new double[rows * columns]);
    }

    private Table(int rows, int columns, double[] values) {
        this.rows = rows;
        this.columns = columns;
        this.values = values;
    }

    /** A table that takes over {@code values}, row-major. */
    static Table of(double[] values, int columns) {
        return new Table(values.length / columns, columns, values);
    }

    static Table filled(int rows, int columns, double value) {
        Table table = new Table(rows, columns);
        Arrays.fill(table.values, value);
        return table;
    }

    Table copy() {
        return new Table(rows, columns, values.clone());
    }

    int rows() {
        return rows;
    }

    int columns() {
        return columns;
    }

    /** The values themselves, row-major, not a copy. */
    double[] values() {
        return values;
    }

    double get(int row, int column) {
        return values[row * columns + column];
    }

    void set(int row, int column, double value) {
        values[row * columns + column] = value;
    }

    void add(int row, int column, double value) {
        values[row * columns + column] += value;
    }

    /** Takes over one row of a table of the same shape. */
    void copyRow(Table from, int row) {
        System.arraycopy(from.values, row * columns, values, row * columns, columns);
    }

    void write(DataOutput out) throws IOException {
        out.writeInt(rows);
        out.writeInt(columns);
        for (double value : values) {
            out.writeDouble(value);
        }
    }

    /** Reads what {@link #write} wrote. */
    static Table read(DataInput in) throws IOException {
        int rows = in.readInt();
        int columns = in.readInt();
        if (rows < 0 || columns < 0 || (long) rows * columns > MOST) {
            throw new IOException("a stored table of " + rows + " x " + columns + ": the bytes are damaged");
        }
        return new Table(rows, columns, readValues(in, rows * columns));
    }

    /** Reads so many numbers; memory grows with what arrives, so that a damaged count cannot exhaust it. */
    static double[] readValues(DataInput in, int count) throws IOException {
        double[] values = new double[Math.min(count, FIRST_CHUNK)];
        for (int i = 0; i < count; i++) {
            if (i == values.length) {
                values = Arrays.copyOf(values, (int) Math.min(count, 2L * i));
            }
            values[i] = in.readDouble();
        }
        return values;
    }

    boolean sameShape(Table other) {
        return rows == other.rows && columns == other.columns;
    }
}
