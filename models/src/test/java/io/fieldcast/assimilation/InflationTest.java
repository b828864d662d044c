package io.fieldcast.assimilation;

import static org.assertj.core.api.Assertions.assertThat;

import io.fieldcast.numerics.Ensemble;
import io.fieldcast.testkit.Gen;
import io.fieldcast.testkit.Seeds;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class InflationTest {
    private static Ensemble random(Gen gen) {
        Ensemble ensemble = Ensemble.ofState(4, 6);
        System.arraycopy(gen.gaussians(24), 0, ensemble.values(), 0, 24);
        return ensemble;
    }

    @Seeds
    void keepsTheMean(Gen gen) {
        Ensemble forecast = random(gen);
        for (Inflation inflation : List.of(
                new Inflation.None(),
                new Inflation.Multiplicative(1.3),
                new Inflation.PriorPerturbations(0.6),
                new Inflation.PriorSpread(0.6))) {
            Ensemble analysis = random(gen);
            Ensemble inflated = analysis.copy();

            inflation.apply(forecast, inflated);

            for (int row = 0; row < 4; row++) {
                assertThat(Math.abs(inflated.mean(row) - analysis.mean(row))).isLessThan(1e-14);
            }
        }
    }

    @Seeds
    void multipliesTheStandardDeviation(Gen gen) {
        Ensemble analysis = random(gen);
        Ensemble inflated = analysis.copy();

        new Inflation.Multiplicative(1.25).apply(random(gen), inflated);

        for (int row = 0; row < 4; row++) {
            assertThat(Math.sqrt(inflated.variance(row) / analysis.variance(row)) - 1.25)
                    .isBetween(-1e-13, 1e-13);
        }
    }

    @Seeds
    void relaxesTheSpreadToTheForecasts(Gen gen) {
        Ensemble forecast = random(gen);
        Ensemble analysis = random(gen);
        Ensemble inflated = analysis.copy();

        new Inflation.PriorSpread(0.7).apply(forecast, inflated);

        for (int row = 0; row < 4; row++) {
            double expected = 0.3 * Math.sqrt(analysis.variance(row)) + 0.7 * Math.sqrt(forecast.variance(row));
            assertThat(Math.sqrt(inflated.variance(row)) - expected).isBetween(-1e-13, 1e-13);
        }
    }

    @Seeds
    void mixesPerturbationsWithTheForecasts(Gen gen) {
        Ensemble forecast = random(gen);
        Ensemble analysis = random(gen);
        Ensemble inflated = analysis.copy();

        new Inflation.PriorPerturbations(0.7).apply(forecast, inflated);

        for (int row = 0; row < 4; row++) {
            for (int at = 6 * row; at < 6 * row + 6; at++) {
                double own = analysis.values()[at] - analysis.mean(row);
                double prior = forecast.values()[at] - forecast.mean(row);
                assertThat(inflated.values()[at] - analysis.mean(row) - 0.3 * own - 0.7 * prior)
                        .isBetween(-1e-13, 1e-13);
            }
        }
    }

    @Seeds
    void leavesRowsAloneThatTheAnalysisLeftAlone(Gen gen) {
        Ensemble forecast = random(gen);
        for (Inflation inflation : List.of(
                new Inflation.Multiplicative(1.3),
                new Inflation.PriorPerturbations(0.6),
                new Inflation.PriorSpread(0.6))) {
            Ensemble analysis = forecast.copy();

            inflation.apply(forecast, analysis);

            assertThat(analysis.values()).containsExactly(forecast.values());
        }
    }

    @Test
    void raisesOnlySpreadBelowItsFloor() {
        Ensemble ensemble = Ensemble.ofState(3, 2);
        double[] values = {1, 3, 10, 11, 5, 5};
        System.arraycopy(values, 0, ensemble.values(), 0, 6);

        new SpreadFloor(0, 1, 2, 1).apply(ensemble);

        assertThat(ensemble.values())
                .containsExactly(
                        new double[] {1, 3, 10.5 - Math.sqrt(2), 10.5 + Math.sqrt(2), 5, 5}, Offset.offset(1e-14));
    }
}
