package io.fieldcast.dynamics;

import io.fieldcast.numerics.RowKernels;
import java.util.Arrays;

/**
 * A field by its lines, each an array of its own, which is what {@link RowKernels} are fast on; and room for the lines that become of
 * them. Confined to one thread.
 */
final class Lines {
    /** For a kernel that is not uniform, which needs none. */
    static final Lines NONE = new Lines(0, 0);

    private final double[][] lines;
    private final double[][] later;

    /**
     * @param count at most so many lines
     * @param length numbers of the longest
     */
    Lines(int count, int length) {
        lines = new double[count][length];
        later = new double[count][length];
    }

    /** Takes lines that stand one behind the other from {@code at} on. */
    void read(double[] from, int at, int count, int length) {
        for (int line = 0; line < count; line++) {
            System.arraycopy(from, at + line * length, lines[line], 0, length);
        }
    }

    /**
     * Writes one of the later lines.
     *
     * @param weights of {@code count} lines, the {@code first} one and those that follow, from {@code at} on
     */
    void combine(int line, double[] weights, int at, int first, int count, int length) {
        double[] to = later[line];
        Arrays.fill(to, 0, length, 0);
        int k = 0;
        for (int end = count - 3; k < end; k += 4) {
            int source = first + k;
            RowKernels.add(
                    to,
                    weights[at + k],
                    lines[source],
                    weights[at + k + 1],
                    lines[source + 1],
                    weights[at + k + 2],
                    lines[source + 2],
                    weights[at + k + 3],
                    lines[source + 3],
                    length);
        }
        for (; k < count; k++) {
            RowKernels.add(to, weights[at + k], lines[first + k], length);
        }
    }

    /**
     * Goes on with the later lines, across.
     *
     * @param count of the later lines
     * @param cells of each, which become the lines
     * @param columns numbers of a cell
     */
    void turn(int count, int cells, int columns) {
        for (int line = 0; line < count; line++) {
            double[] from = later[line];
            if (columns == 1) {
                for (int cell = 0; cell < cells; cell++) {
                    lines[cell][line] = from[cell];
                }
            } else {
                for (int cell = 0; cell < cells; cell++) {
                    System.arraycopy(from, cell * columns, lines[cell], line * columns, columns);
                }
            }
        }
    }

    /**
     * Writes the later lines across: the first cell of each, then the second of each, and so on.
     *
     * @param count of the later lines
     * @param cells of each
     * @param columns numbers of a cell
     */
    void writeTurned(int count, int cells, int columns, double[] to, int at) {
        for (int line = 0; line < count; line++) {
            double[] from = later[line];
            for (int cell = 0; cell < cells; cell++) {
                int target = at + (cell * count + line) * columns;
                if (columns == 1) {
                    to[target] = from[cell];
                } else {
                    System.arraycopy(from, cell * columns, to, target, columns);
                }
            }
        }
    }
}
