package io.fieldcast.verification.twin;

import io.fieldcast.domain.Check;
import io.fieldcast.numerics.RandomStreams;
import io.fieldcast.numerics.RandomStreams.Purpose;
import io.fieldcast.observation.ObservationOperator;

/** The reports of one window: one of each place of its operator. Immutable. */
public final class Window {
    private final int cycle;
    private final Network network;
    private final ObservationOperator operator;
    private final double[] values;

    private Window(int cycle, Network network, ObservationOperator operator, double[] values) {
        this.cycle = cycle;
        this.network = network;
        this.operator = operator;
        this.values = values;
    }

    /** Observes the truth's states after each of the window's steps. */
    static Window observe(int cycle, Network network, double[][] states, Faults faults, RandomStreams streams) {
        ObservationOperator operator = network.operator(cycle);
        double[] values = new double[operator.places()];
        streams.stream(cycle, Purpose.MEASUREMENT).fillGaussian(0, values, 0, values.length);
        double deviation = Math.sqrt(network.errorVariance());
        for (int place = 0; place < values.length; place++) {
            int step = network.step(cycle, place);
            Check.that(step >= 1 && step <= states.length, "step must lie in 1..%d, got %d", states.length, step);
            double measured = operator.predict(states[step - 1], place) + deviation * values[place];
            values[place] = faults.reported(cycle, place, measured);
        }
        return new Window(cycle, network, operator, values);
    }

    /** Number of the window, from 1. */
    public int cycle() {
        return cycle;
    }

    /** Steps of the dynamics in the window. */
    public int steps() {
        return network.steps();
    }

    public ObservationOperator operator() {
        return operator;
    }

    public int places() {
        return values.length;
    }

    /** Step after which the place was observed, in 1..{@link #steps}. */
    public int step(int place) {
        return network.step(cycle, place);
    }

    public double value(int place) {
        return values[place];
    }

    public double errorVariance() {
        return network.errorVariance();
    }
}
