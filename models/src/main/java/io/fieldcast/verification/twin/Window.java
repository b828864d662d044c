package io.fieldcast.verification.twin;

import io.fieldcast.domain.Check;
import io.fieldcast.numerics.RandomStreams;
import io.fieldcast.numerics.RandomStreams.Purpose;
import io.fieldcast.observation.ObservationOperator;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;

/** The reports of one window: one of each place of its operator, unless it is missing. Immutable. */
public final class Window {
    private static final int UNREPORTED = 0;

    private final int cycle;
    private final Network network;
    private final ObservationOperator operator;
    private final double[] values;
    private final IntUnaryOperator steps;

    private Window(int cycle, Network network, ObservationOperator operator, double[] values, IntUnaryOperator steps) {
        this.cycle = cycle;
        this.network = network;
        this.operator = operator;
        this.values = values;
        this.steps = steps;
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
        return new Window(cycle, network, operator, values, place -> network.step(cycle, place));
    }

    /** The same reports, taken as if all had been made at the window's end. */
    Window asOfItsEnd() {
        return new Window(cycle, network, operator, values, place -> steps());
    }

    /** The reports of some places alone. */
    Window only(IntPredicate places) {
        return new Window(
                cycle, network, operator, values, place -> places.test(place) ? steps.applyAsInt(place) : UNREPORTED);
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

    /** Step after which the place was observed, in 1..{@link #steps}; 0 if there is no report of it. */
    public int step(int place) {
        return steps.applyAsInt(place);
    }

    public double value(int place) {
        return values[place];
    }

    public double errorVariance() {
        return network.errorVariance();
    }
}
