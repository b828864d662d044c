package io.fieldcast.verification.twin;

import static org.assertj.core.api.Assertions.assertThat;

import io.fieldcast.assimilation.FilterSpec;
import io.fieldcast.dynamics.RungeKutta4;
import org.junit.jupiter.api.Test;

/** Case D in small: a torus on which an ensemble can have more members than there are places. */
class ExactTransportTest {
    private static final Torus TORUS = new Torus(6);
    private static final TransportOnTorus FIELD = new TransportOnTorus(TORUS, 0.15, 0.03, 0.15);
    private static final PeriodicNoise NOISE = new PeriodicNoise(6, 6, 0.05, 1);

    private static TwinExperiment experiment() {
        Truth truth = new Truth(new RungeKutta4(FIELD, 1, 2), NOISE, Truth.NO_PARAMETERS);
        return TwinExperiment.of(truth, new DriftingSensors(TORUS, 4, 0.0025, 1), 120, 40, 1);
    }

    @Test
    void aLargeEnsembleNearsTheExactFilterFromAbove() {
        TwinScores exact = new ExactTransport(
                        experiment(), TORUS, new RungeKutta4(FIELD.withoutSources(), 1, 2), NOISE, 0.2)
                .run();
        FilterSpec global = new FilterSpec.LocalSerial(Double.POSITIVE_INFINITY);
        Method method = Method.of(new RungeKutta4(FIELD, 1, 2), 400, global, TORUS)
                .disturbedBy(NOISE)
                .startingWithin(0.2);

        TwinScores ensemble = experiment().run(new EnsembleEstimator(method));

        double ratio = ensemble.get(Figure.RMSE_A) / exact.get(Figure.RMSE_A);
        assertThat(ratio).isBetween(0.99, 1.06);
        assertThat(ensemble.get(Figure.CHI2)).isBetween(exact.get(Figure.CHI2) - 0.05, exact.get(Figure.CHI2) + 0.05);
        assertThat(exact.get(Figure.SPREAD_RATIO)).isBetween(0.85, 1.15);
    }
}
