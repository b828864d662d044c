package io.fieldcast.pipeline.cli;

import io.fieldcast.dynamics.Choices;
import io.fieldcast.dynamics.Dynamics;
import io.fieldcast.dynamics.Parameter;
import io.fieldcast.dynamics.Propagator;
import io.fieldcast.geometry.Grid;
import io.fieldcast.numerics.Ensemble;
import io.fieldcast.numerics.Ensemble.Block;
import io.fieldcast.numerics.RandomStreams;
import io.fieldcast.numerics.RandomStreams.Purpose;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What one step of dynamics costs for one member, measured here and now for a fraction of a second: a first impression, not a benchmark.
 *
 * @param microseconds of one step of one member
 */
record ModelCost(double microseconds) {
    static final int SIDE = 64;
    static final int MEMBERS = 16;

    /** Cells of the network's radius. */
    static final int RADIUS = 8;

    private static final long NANOSECONDS = 150_000_000;

    private static final int LEAST_STEPS = 3;

    /** Empty where it takes a model of the field to build the dynamics, or they do not live on cells. */
    static Optional<ModelCost> measured(Dynamics dynamics) {
        if (dynamics.trained() && !dynamics.bundled()) {
            return Optional.empty();
        }
        try {
            Grid grid = new Grid(SIDE, SIDE, 0, 0, 1);
            return Optional.of(measured(dynamics.build(grid, RADIUS, Choices.defaults(dynamics.settings()))));
        } catch (IllegalArgumentException elsewhere) {
            return Optional.empty();
        }
    }

    /** The quickest of all steps: what was slower was disturbed, or not compiled yet. */
    private static ModelCost measured(Propagator propagator) {
        Ensemble start = start(propagator);
        Ensemble ensemble = start.copy();
        double[] scratch = new double[propagator.scratchSize(MEMBERS)];
        long began = System.nanoTime();
        long quickest = Long.MAX_VALUE;
        for (int i = 0; i < LEAST_STEPS || System.nanoTime() - began < NANOSECONDS; i++) {
            ensemble.set(start);
            long before = System.nanoTime();
            propagator.advance(ensemble, 1, scratch);
            quickest = Math.min(quickest, System.nanoTime() - before);
        }
        return new ModelCost(quickest * 1e-3 / MEMBERS);
    }

    /** Any field, and members that differ in their parameters as little as a filter lets them. */
    private static Ensemble start(Propagator propagator) {
        List<Parameter> parameters = propagator.parameters();
        int rows = propagator.stateSize() + parameters.size();
        Ensemble ensemble = Ensemble.of(
                MEMBERS,
                List.of(
                        new Block(Propagator.STATE, 0, propagator.stateSize()),
                        new Block(Propagator.PARAMETERS, propagator.stateSize(), parameters.size())));
        double[] values = ensemble.values();
        new RandomStreams(1, "cost").stream(0, Purpose.INITIAL_STATE).fillGaussian(0, values, 0, rows * MEMBERS);
        for (int k = 0; k < parameters.size(); k++) {
            Parameter parameter = parameters.get(k);
            int from = (propagator.stateSize() + k) * MEMBERS;
            for (int i = from; i < from + MEMBERS; i++) {
                values[i] = parameter.mean() + parameter.spreadFloor() * values[i];
            }
        }
        return ensemble;
    }

    String text() {
        return String.format(
                Locale.ROOT,
                "%.3g µs a step and member, measured just now on %d x %d cells, the network's radius %d of them, %d members",
                microseconds,
                SIDE,
                SIDE,
                RADIUS,
                MEMBERS);
    }
}
