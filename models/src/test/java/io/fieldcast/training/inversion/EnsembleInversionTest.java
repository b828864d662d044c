package io.fieldcast.training.inversion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.fieldcast.assimilation.FilterSpec;
import io.fieldcast.assimilation.KalmanFilter;
import io.fieldcast.assimilation.Verdict;
import io.fieldcast.dynamics.Parameter;
import io.fieldcast.dynamics.ParameterTransform;
import io.fieldcast.numerics.Ensemble;
import io.fieldcast.numerics.RandomStreams;
import io.fieldcast.numerics.RandomStreams.Purpose;
import io.fieldcast.observation.ObservationBatch;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EnsembleInversionTest {
    private static final int UNKNOWNS = 5;
    private static final int DATA = 12;
    private static final int MEMBERS = 9;

    private final RandomStreams streams = new RandomStreams(11, "linear");
    private final double[] design = new double[DATA * UNKNOWNS];
    private final double[] data = new double[DATA];
    private final double[] variances = new double[DATA];
    private final List<Parameter> prior = new ArrayList<>();

    EnsembleInversionTest() {
        streams.stream(1, Purpose.TRUTH).fillGaussian(0, design, 0, design.length);
        streams.stream(1, Purpose.MEASUREMENT).fillGaussian(0, data, 0, DATA);
        for (int i = 0; i < DATA; i++) {
            variances[i] = 0.1 + 0.05 * i;
        }
        for (int k = 0; k < UNKNOWNS; k++) {
            prior.add(new Parameter("k" + k, 0.3 * k, 0.5 + 0.2 * k, 0, new ParameterTransform.Identity()));
        }
    }

    private void fill(Ensemble parameters, ObservationBatch batch) {
        for (int i = 0; i < DATA; i++) {
            int at = batch.offset(batch.add(data[i], variances[i], 0, 0));
            for (int m = 0; m < MEMBERS; m++) {
                double sum = 0;
                for (int k = 0; k < UNKNOWNS; k++) {
                    sum += design[i * UNKNOWNS + k] * parameters.values()[k * MEMBERS + m];
                }
                batch.predicted()[at + m] = sum;
            }
        }
    }

    private KalmanFilter posterior() {
        double[] mean = new double[UNKNOWNS];
        double[] covariance = new double[UNKNOWNS * UNKNOWNS];
        for (int k = 0; k < UNKNOWNS; k++) {
            mean[k] = prior.get(k).mean();
            covariance[k * UNKNOWNS + k] = Math.pow(prior.get(k).sd(), 2);
        }
        KalmanFilter filter = new KalmanFilter(mean, covariance);
        double[] weights = new double[UNKNOWNS];
        for (int i = 0; i < DATA; i++) {
            System.arraycopy(design, i * UNKNOWNS, weights, 0, UNKNOWNS);
            filter.observe(weights, data[i], variances[i]);
        }
        return filter;
    }

    private void assertGaussianPosterior(EnsembleInversion inversion) {
        Ensemble parameters = PriorDraw.exact(prior, MEMBERS, streams);
        EnsembleInversion.Outcome outcome = inversion.run(
                parameters, (i, members, batch) -> fill(members, batch), 0, streams, EnsembleInversion.Progress.NONE);
        assertThat(outcome.verdict()).isEqualTo(Verdict.OK);
        KalmanFilter exact = posterior();
        for (int k = 0; k < UNKNOWNS; k++) {
            assertThat(parameters.mean(k)).isCloseTo(exact.mean(k), within(1e-10));
            for (int l = 0; l < UNKNOWNS; l++) {
                assertThat(covariance(parameters, k, l)).isCloseTo(exact.covariance(k, l), within(1e-10));
            }
        }
    }

    private static double covariance(Ensemble ensemble, int k, int l) {
        double sum = 0;
        for (int m = 0; m < MEMBERS; m++) {
            sum += (ensemble.values()[k * MEMBERS + m] - ensemble.mean(k))
                    * (ensemble.values()[l * MEMBERS + m] - ensemble.mean(l));
        }
        return sum / (MEMBERS - 1);
    }

    @Test
    void multipleAssimilationOfLinearDataEndsAtTheGaussianPosterior() {
        assertGaussianPosterior(EnsembleInversion.multipleAssimilation(new FilterSpec.Etkf(), 1));
        assertGaussianPosterior(EnsembleInversion.multipleAssimilation(new FilterSpec.Etkf(), 6));
    }

    @Test
    void fallingFactorsEndThereToo() {
        assertGaussianPosterior(
                EnsembleInversion.withFactors(new FilterSpec.Etkf(), 9.5, 7, 4, 1 / (1 - 1 / 9.5 - 1 / 7.0 - 0.25)));
    }

    @Test
    void inversionGoesOnToTheBestFit() {
        Ensemble parameters = PriorDraw.exact(prior, MEMBERS, streams);
        EnsembleInversion.kalmanInversion(new FilterSpec.Etkf(), 60, 0.01)
                .run(
                        parameters,
                        (i, members, batch) -> fill(members, batch),
                        0,
                        streams,
                        EnsembleInversion.Progress.NONE);
        // At the least squares the residuals, weighted, are orthogonal to every column of the design.
        for (int k = 0; k < UNKNOWNS; k++) {
            double gradient = 0;
            for (int i = 0; i < DATA; i++) {
                double residual = data[i];
                for (int l = 0; l < UNKNOWNS; l++) {
                    residual -= design[i * UNKNOWNS + l] * parameters.mean(l);
                }
                gradient += design[i * UNKNOWNS + k] * residual / variances[i];
            }
            assertThat(gradient).isCloseTo(0, within(0.02));
        }
    }

    @Test
    void resumedRunGivesTheSameBits() {
        EnsembleInversion inversion =
                EnsembleInversion.multipleAssimilation(new FilterSpec.Stochastic(Double.POSITIVE_INFINITY), 5);
        Misfit misfit = (i, members, batch) -> fill(members, batch);
        Ensemble whole = PriorDraw.of(prior, MEMBERS, streams);
        Ensemble halves = whole.copy();
        inversion.run(whole, misfit, 0, streams, EnsembleInversion.Progress.NONE);
        EnsembleInversion.Outcome first =
                inversion.run(halves, misfit, 0, streams, (iteration, members) -> iteration < 2);
        assertThat(first.iterations()).isEqualTo(2);
        inversion.run(halves, misfit, 2, streams, EnsembleInversion.Progress.NONE);
        assertThat(halves.values()).containsExactly(whole.values());
    }

    @Test
    void keepsTheLastGoodIterationWhenTheModelBreaks() {
        Ensemble parameters = PriorDraw.of(prior, MEMBERS, streams);
        Ensemble[] good = new Ensemble[1];
        EnsembleInversion.Outcome outcome = EnsembleInversion.multipleAssimilation(new FilterSpec.Etkf(), 4)
                .run(
                        parameters,
                        (i, members, batch) -> {
                            fill(members, batch);
                            if (i == 2) {
                                batch.predicted()[3] = Double.NaN;
                            }
                        },
                        0,
                        streams,
                        (iteration, members) -> {
                            good[0] = members.copy();
                            return true;
                        });
        assertThat(outcome.iterations()).isEqualTo(2);
        assertThat(outcome.verdict()).isNotEqualTo(Verdict.OK);
        assertThat(parameters.values()).containsExactly(good[0].values());
    }

    @Test
    void refusesFactorsThatCountDataTwice() {
        assertThatThrownBy(() -> EnsembleInversion.withFactors(new FilterSpec.Etkf(), 1.5, 2))
                .hasMessageStartingWith("the factors' inverses must sum to 1, they sum to 1.16");
    }
}
