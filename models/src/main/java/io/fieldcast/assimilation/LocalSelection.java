package io.fieldcast.assimilation;

import io.fieldcast.observation.Localization;
import java.util.Arrays;

/** The observations within reach of one place, in their global order, with their taper weights. Reusable; one thread. */
final class LocalSelection {
    private int count;
    private double factor = 1;
    private int[] indices = new int[0];
    private double[] weights = new double[0];
    private int[] slots = new int[0];
    private final SharedProducts products;

    /** @param products those of the neighbourhood that the selection belongs to */
    LocalSelection(SharedProducts products) {
        this.products = products;
    }

    /** Selects every observation with weight 1. */
    void selectAll(WhitenedObservations observations) {
        count = 0;
        factor = 1;
        grow(observations.count());
        for (int index = 0; index < observations.count(); index++) {
            indices[index] = index;
            weights[index] = 1;
        }
        count = observations.count();
    }

    /** Selects the observations that have a weight above 0 at (x, y), of too many those with the largest weights. */
    void select(WhitenedObservations observations, Localization localization, double x, double y) {
        count = 0;
        factor = 1;
        CellAxis rows = observations.cells().rows();
        int first = rows.first(y);
        int last = rows.last(y);
        int size = rows.cells();
        // Ranges that wrap are taken in the order of positions, so that every place meets observations in the same
        // order.
        if (first < 0) {
            selectRows(observations, localization, x, y, 0, last);
            selectRows(observations, localization, x, y, first + size, size - 1);
        } else if (last >= size) {
            selectRows(observations, localization, x, y, 0, last - size);
            selectRows(observations, localization, x, y, first, size - 1);
        } else {
            selectRows(observations, localization, x, y, first, last);
        }
        if (count > localization.most()) {
            keep(localization.most());
        }
    }

    private void selectRows(
            WhitenedObservations observations, Localization localization, double x, double y, int from, int to) {
        ObservationCells cells = observations.cells();
        int first = cells.columns().first(x);
        int last = cells.columns().last(x);
        int size = cells.columns().cells();
        for (int row = from; row <= to; row++) {
            if (first < 0) {
                selectRange(observations, localization, x, y, cells.start(row, 0), cells.end(row, last));
                selectRange(observations, localization, x, y, cells.start(row, first + size), cells.end(row, size - 1));
            } else if (last >= size) {
                selectRange(observations, localization, x, y, cells.start(row, 0), cells.end(row, last - size));
                selectRange(observations, localization, x, y, cells.start(row, first), cells.end(row, size - 1));
            } else {
                selectRange(observations, localization, x, y, cells.start(row, first), cells.end(row, last));
            }
        }
    }

    private void selectRange(
            WhitenedObservations observations, Localization localization, double x, double y, int from, int to) {
        grow(count + to - from);
        for (int index = from; index < to; index++) {
            double weight = localization.weight(x, y, observations.x(index), observations.y(index));
            if (weight > 0) {
                indices[count] = index;
                weights[count++] = weight;
            }
        }
    }

    /** Drops the one of least weight, of equals the last, until {@code most} remain: local selections are small. */
    private void keep(int most) {
        while (count > most) {
            int least = 0;
            for (int k = 1; k < count; k++) {
                least = weights[k] <= weights[least] ? k : least;
            }
            count--;
            System.arraycopy(indices, least + 1, indices, least, count - least);
            System.arraycopy(weights, least + 1, weights, least, count - least);
        }
    }

    /** Divides the error variances of the selected observations by {@code by}. */
    void multiplyWeights(double by) {
        factor *= by;
        for (int k = 0; k < count; k++) {
            weights[k] *= by;
        }
    }

    /** What the weights were multiplied by since the selection. */
    double factor() {
        return factor;
    }

    private void grow(int size) {
        if (indices.length < size) {
            int room = Math.max(size, 2 * indices.length);
            indices = Arrays.copyOf(indices, room);
            weights = Arrays.copyOf(weights, room);
            slots = new int[room];
        }
    }

    int count() {
        return count;
    }

    /** Index of the {@code k}-th selected observation among all. */
    int index(int k) {
        return indices[k];
    }

    /** What the {@code k}-th selected observation's error variance is divided by, above 0; at first its taper weight. */
    double weight(int k) {
        return weights[k];
    }

    /** Number that the {@code k}-th selected observation has in {@link #products}. */
    int slot(int k) {
        return slots[k];
    }

    void setSlot(int k, int slot) {
        slots[k] = slot;
    }

    /** Inner products of the whitened anomalies of the selected observations, shared with neighbouring domains. */
    SharedProducts products() {
        return products;
    }
}
