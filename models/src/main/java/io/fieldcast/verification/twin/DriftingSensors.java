package io.fieldcast.verification.twin;

import io.fieldcast.numerics.RandomStreams;
import io.fieldcast.numerics.RandomStreams.Purpose;
import io.fieldcast.observation.ObservationOperator;
import java.util.Arrays;

/** Sensors that drift over a torus, each with a constant velocity drawn from [−1, 1]² places a window. */
final class DriftingSensors implements Network {
    private final Torus torus;
    private final double errorVariance;
    private final double[] start;
    private final double[] velocity;

    DriftingSensors(Torus torus, int sensors, double errorVariance, long seed) {
        this.torus = torus;
        this.errorVariance = errorVariance;
        this.start = new double[2 * sensors];
        this.velocity = new double[2 * sensors];
        RandomStreams.Stream numbers = new RandomStreams(seed, "sensors").stream(0, Purpose.INITIAL_STATE);
        Arrays.setAll(start, i -> torus.side() * numbers.uniform(i));
        Arrays.setAll(velocity, i -> 2 * numbers.uniform(start.length + i) - 1);
    }

    @Override
    public ObservationOperator operator(int cycle) {
        double[] xs = new double[start.length / 2];
        double[] ys = new double[xs.length];
        Arrays.setAll(xs, i -> wrapped(2 * i, cycle));
        Arrays.setAll(ys, i -> wrapped(2 * i + 1, cycle));
        return ObservationOperator.interpolating(torus, 0, xs, ys);
    }

    private double wrapped(int coordinate, int cycle) {
        double along = start[coordinate] + cycle * velocity[coordinate];
        return along - torus.side() * Math.floor(along / torus.side());
    }

    @Override
    public double errorVariance() {
        return errorVariance;
    }
}
