package io.fieldcast.assimilation;

import io.fieldcast.geometry.Grid;
import io.fieldcast.numerics.Ensemble;
import io.fieldcast.numerics.Ensemble.Block;
import io.fieldcast.numerics.RandomStreams;
import io.fieldcast.numerics.RandomStreams.Purpose;
import io.fieldcast.observation.Distance;
import io.fieldcast.observation.ObservationBatch;
import io.fieldcast.observation.ObservationOperator;
import io.fieldcast.observation.RowPlaces;
import io.fieldcast.testkit.Gen;
import java.util.List;
import java.util.Set;

/** A random forecast on a grid, with one lag and two parameters, and random observations of it, all from one seed. */
final class Scene {
    static final Grid GRID = new Grid(6, 4, 0, 0, 1);
    static final int CELLS = GRID.size();
    static final List<Block> BLOCKS = List.of(
            new Block("state", 0, CELLS), new Block("lag1", CELLS, CELLS), new Block("parameters", 2 * CELLS, 2));

    static final RandomStreams.Stream RANDOM = new RandomStreams(1, "scene").stream(1, Purpose.ANALYSIS);

    final Ensemble forecast;
    final double[] xs;
    final double[] ys;
    final double[] values;
    final double[] errorVariances;

    Scene(Gen gen, int members, int observations) {
        forecast = Ensemble.of(members, BLOCKS);
        // Few common factors make rows correlated, as a forecast's are.
        double[] factors = gen.gaussians(4 * members);
        for (int row = 0; row < forecast.size(); row++) {
            double[] loadings = gen.gaussians(4);
            double mean = 10 * gen.gaussian();
            for (int m = 0; m < members; m++) {
                double value = mean + 0.3 * gen.gaussian();
                for (int k = 0; k < 4; k++) {
                    value += loadings[k] * factors[k * members + m];
                }
                forecast.values()[row * members + m] = value;
            }
        }
        xs = new double[observations];
        ys = new double[observations];
        values = gen.gaussians(observations);
        errorVariances = new double[observations];
        for (int j = 0; j < observations; j++) {
            xs[j] = gen.uniform(0, 5);
            ys[j] = gen.uniform(0, 3);
            values[j] *= 10;
            errorVariances[j] = gen.uniform(0.1, 2);
        }
    }

    static Filter build(FilterSpec spec) {
        return spec.build(RowPlaces.of(GRID, BLOCKS, Set.of("state", "lag1")), Distance.PLANAR);
    }

    /** The filter's analysis without inflation. */
    static Verdict analyse(Filter filter, Ensemble forecast, ObservationBatch batch, Ensemble analysis) {
        return filter.analyse(forecast, batch, DomainInflation.none(filter.domains()), RANDOM, analysis);
    }

    /** The observations in their own order. */
    ObservationBatch batch() {
        return batch(forecast, order(values.length));
    }

    /** The observations in another order, predicted by {@code ensemble}. */
    ObservationBatch batch(Ensemble ensemble, int[] order) {
        ObservationOperator operator = ObservationOperator.interpolating(GRID, 0, xs, ys);
        ObservationBatch batch = new ObservationBatch(ensemble.members(), 1);
        for (int j : order) {
            batch.add(operator, j, ensemble, values[j], errorVariances[j]);
        }
        return batch;
    }

    static int[] order(int count) {
        int[] order = new int[count];
        for (int j = 0; j < count; j++) {
            order[j] = j;
        }
        return order;
    }
}
