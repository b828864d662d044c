package io.fieldcast.training.gradient;

import io.fieldcast.domain.Check;

/** A table of samples, each so many numbers wide, row-major. Immutable. */
final class Samples {
    private final double[] values;
    private final int width;

    /** @param values samples × width; kept, not copied, and must not change */
    Samples(double[] values, int width) {
        Check.that(width >= 1 && values.length % width == 0, "samples are not whole rows of %d numbers", width);
        this.values = values;
        this.width = width;
    }

    int count() {
        return values.length / width;
    }

    int width() {
        return width;
    }

    /** The chosen rows one after the other. */
    double[] rows(int[] chosen) {
        double[] rows = new double[chosen.length * width];
        for (int i = 0; i < chosen.length; i++) {
            System.arraycopy(values, chosen[i] * width, rows, i * width, width);
        }
        return rows;
    }
}
