package io.fieldcast.training.flow;

import io.fieldcast.geometry.Grid;

/** A field drawn at random, known at every place, that diffuses with time; its standard deviation is about 1. Immutable. */
final class RandomField {
    private enum Form {
        GAUSSIAN,
        RECTIFIED,
        EXPONENTIATED,
        BLOBS
    }

    private final Form form;
    private final double threshold;
    private final double diffusion;
    /** For each wave: its numbers along x and y, phase and amplitude; for each blob: x, y, variance and height. */
    private final double[] parts;

    private RandomField(Form form, double threshold, double diffusion, double[] parts) {
        this.form = form;
        this.threshold = threshold;
        this.diffusion = diffusion;
        this.parts = parts;
    }

    RandomField(Grid grid, Draws draws, int waves) {
        this.form = Form.values()[draws.below(Form.values().length)];
        this.threshold = draws.uniform(-0.5, 1.2);
        this.diffusion = draws.uniform(0.1, 1);
        this.parts = form == Form.BLOBS ? blobs(grid, draws) : waves(draws, waves);
    }

    /** A Gaussian field that does not diffuse. */
    static RandomField gaussian(Grid grid, Draws draws, int waves) {
        return new RandomField(Form.GAUSSIAN, 0, 0, waves(draws, waves));
    }

    private static double[] waves(Draws draws, int count) {
        double length = Math.exp(draws.uniform(Math.log(2), Math.log(9)));
        double[] parts = new double[4 * count];
        for (int at = 0; at < parts.length; at += 4) {
            // a ratio of a normal number and a root of a chi-square one gives Matérn's heavy tail of short waves
            double stretch = 1 / Math.sqrt(0.2 + Math.abs(draws.gaussian()));
            parts[at] = draws.gaussian() * stretch / length;
            parts[at + 1] = draws.gaussian() * stretch / length;
            parts[at + 2] = draws.uniform(0, 2 * Math.PI);
            parts[at + 3] = Math.sqrt(2.0 / count);
        }
        return parts;
    }

    private static double[] blobs(Grid grid, Draws draws) {
        double[] parts = new double[4 * (1 + draws.below(7))];
        for (int at = 0; at < parts.length; at += 4) {
            double deviation = draws.uniform(2, 6);
            parts[at] = draws.uniform(-4, grid.columns() + 4);
            parts[at + 1] = draws.uniform(-4, grid.rows() + 4);
            parts[at + 2] = deviation * deviation;
            parts[at + 3] = draws.uniform(1, 4);
        }
        return parts;
    }

    /** Value at a place after so many steps of diffusion. */
    double value(double x, double y, double time) {
        double sum = 0;
        for (int at = 0; at < parts.length; at += 4) {
            if (form == Form.BLOBS) {
                double dx = x - parts[at];
                double dy = y - parts[at + 1];
                double variance = parts[at + 2] + 2 * diffusion * time;
                sum += parts[at + 3] * parts[at + 2] / variance * Math.exp(-(dx * dx + dy * dy) / (2 * variance));
            } else {
                double decay = parts[at] * parts[at] + parts[at + 1] * parts[at + 1];
                double left = diffusion > 0 ? Math.exp(-diffusion * decay * time) : 1;
                sum += parts[at + 3] * left * Math.cos(parts[at] * x + parts[at + 1] * y + parts[at + 2]);
            }
        }
        return switch (form) {
            case RECTIFIED -> 1.5 * Math.max(0, sum - threshold);
            case EXPONENTIATED -> 0.6 * Math.exp(0.9 * sum);
            default -> sum;
        };
    }
}
