package io.fieldcast.verification.twin;

import io.fieldcast.dynamics.Propagator;
import io.fieldcast.numerics.Ensemble;
import io.fieldcast.numerics.RandomStreams;
import io.fieldcast.numerics.RandomStreams.Purpose;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The truth of a twin experiment as it unfolds, from a start on the attractor. Confined to one thread. */
final class NatureRun {
    private static final int SPIN_UP = 1000;

    /** Two members are the least an ensemble can have; both are the truth. */
    private static final int MEMBERS = 2;

    private final Truth truth;
    private final RandomStreams streams;
    private final Ensemble ensemble;
    private final double[] scratch;
    private final double[] noise;
    private final double[][] states;

    /** Runs the truth to its start. */
    NatureRun(Truth truth, int steps, RandomStreams streams) {
        this.truth = truth;
        this.streams = streams;
        Propagator dynamics = truth.dynamics();
        int size = dynamics.stateSize();
        int parameters = dynamics.parameters().size();
        List<Ensemble.Block> blocks = new ArrayList<>(List.of(new Ensemble.Block(Propagator.STATE, 0, size)));
        if (parameters > 0) {
            blocks.add(new Ensemble.Block(Propagator.PARAMETERS, size, parameters));
        }
        ensemble = Ensemble.of(MEMBERS, blocks);
        scratch = new double[dynamics.scratchSize(MEMBERS)];
        noise = new double[size];
        states = new double[steps][size];
        RandomStreams.Stream start = streams.stream(0, Purpose.TRUTH);
        for (int row = 0; row < size; row++) {
            setRow(row, start.gaussian(row));
        }
        for (int i = SPIN_UP - 1; i >= 0; i--) {
            // Windows before the first one have the numbers 0, −1, …
            advance(-i);
        }
    }

    private void setRow(int row, double value) {
        for (int m = 0; m < MEMBERS; m++) {
            ensemble.values()[row * MEMBERS + m] = value;
        }
    }

    /** Carries the truth through a window; noise comes with the last step. */
    void advance(int cycle) {
        int size = noise.length;
        for (int row = size; row < ensemble.size(); row++) {
            setRow(row, truth.parameters().value(row - size, cycle));
        }
        for (int step = 0; step < states.length; step++) {
            truth.dynamics().advance(ensemble, 1, scratch);
            if (step == states.length - 1) {
                disturb(cycle);
            }
            for (int row = 0; row < size; row++) {
                states[step][row] = ensemble.values()[row * MEMBERS];
            }
        }
    }

    private void disturb(int cycle) {
        Arrays.fill(noise, 0);
        truth.noise().add(streams.stream(cycle, Purpose.TRUTH, 1), 1, noise, 0);
        for (int row = 0; row < noise.length; row++) {
            setRow(row, ensemble.values()[row * MEMBERS] + noise[row]);
        }
    }

    /** The states after each step of the last window, overwritten by the next {@link #advance}. */
    double[][] states() {
        return states;
    }

    /** The state at the end of the last window, overwritten by the next {@link #advance}. */
    double[] state() {
        return states[states.length - 1];
    }
}
