package io.fieldcast.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.fieldcast.geometry.Uniform;
import io.fieldcast.numerics.RandomStreams;
import io.fieldcast.training.IdeSimulation.Start;
import org.junit.jupiter.api.Test;

class IdeLikelihoodTest {
    private final IdeSimulation simulation = new IdeSimulation(Start.FIELD, new RandomStreams(1, "ide"));
    private final ObservationSeries observations = simulation.observations();
    private final IdeLikelihood likelihood = new IdeLikelihood(simulation.dynamics(), observations, 1);

    @Test
    void isTheDensityOfAllObservationsAsOneGaussianVector() {
        double[] elsewhere = simulation.truth();
        elsewhere[2] += 0.3;
        for (double[] parameters : new double[][] {simulation.truth(), elsewhere}) {
            JointGaussian joint = JointGaussian.of(simulation, parameters, 2e-4, 1.5e-4, 1);
            double[] forecasts = new double[observations.size()];
            double value = likelihood.at(parameters, 2e-4, 1.5e-4, forecasts);
            assertThat(value).isCloseTo(joint.logDensity(), within(1e-8 * Math.abs(value)));
            for (int i = 0; i < forecasts.length; i++) {
                assertThat(forecasts[i]).isCloseTo(joint.forecast(i), within(1e-10));
            }
        }
    }

    @Test
    void isGreaterAtTheTruthThanNearIt() {
        double atTheTruth =
                likelihood.at(simulation.truth(), IdeSimulation.PROCESS_VARIANCE, IdeSimulation.OBSERVATION_VARIANCE);
        for (int i = 0; i < 4; i++) {
            for (double shift : new double[] {-0.5, 0.5}) {
                double[] beside = simulation.truth();
                beside[i] += shift;
                assertThat(likelihood.at(beside, IdeSimulation.PROCESS_VARIANCE, IdeSimulation.OBSERVATION_VARIANCE))
                        .isLessThan(atTheTruth);
            }
        }
    }

    @Test
    void refusesObservationsOfAnotherState() {
        ObservationSeries other =
                new ObservationSeries(new Uniform(0, 0), new int[] {1}, new double[1], new double[1], new double[1]);
        assertThatThrownBy(() -> new IdeLikelihood(simulation.dynamics(), other, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected 90");
    }
}
