package io.fieldcast.training.gradient;

import io.fieldcast.numerics.RandomStreams;

/** A loss's gradient against central differences. */
final class GradientCheck {
    private GradientCheck() {}

    /** Largest difference over the largest gradient, over {@code probes} weights from the first to the last. */
    static double largestError(Loss loss, double[] weights, int[] samples, int probes) {
        double[] gradient = new double[weights.length];
        loss.gradient(weights, samples, gradient);
        double largest = 0;
        double scale = 0;
        for (double slope : gradient) {
            scale = Math.max(scale, Math.abs(slope));
        }
        for (int probe = 0; probe < probes; probe++) {
            int i = probes == 1 ? 0 : (int) ((long) probe * (weights.length - 1) / (probes - 1));
            double[] moved = weights.clone();
            double h = 1e-5;
            moved[i] = weights[i] + h;
            double above = loss.value(moved, samples);
            moved[i] = weights[i] - h;
            double below = loss.value(moved, samples);
            largest = Math.max(largest, Math.abs((above - below) / (2 * h) - gradient[i]));
        }
        return largest / scale;
    }

    /** Normal numbers. */
    static double[] normal(int count, long seed) {
        RandomStreams.Stream random = new RandomStreams(seed, "normal").stream(0, RandomStreams.Purpose.MEASUREMENT);
        double[] numbers = new double[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = random.gaussian(i);
        }
        return numbers;
    }
}
