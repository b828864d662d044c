package io.fieldcast.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.fieldcast.numerics.RandomStreams;
import io.fieldcast.training.IdeSimulation.Start;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** C1's figures: offsets within ±0.005, kernel mass within ±0.03, from starting values that do not know the truth. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IdeFitTest {
    private static final double MASS = Math.PI * IdeSimulation.AMPLITUDE * IdeSimulation.WIDTH;

    private final IdeSimulation simulation = new IdeSimulation(Start.FIELD, new RandomStreams(1, "ide"));
    private final IdeLikelihood likelihood = likelihood(simulation);
    private final AtomicInteger reports = new AtomicInteger();
    private final IdeFit fit =
            IdeFit.of(likelihood, search(), (iteration, evaluations, value) -> reports.incrementAndGet());

    @Test
    void findsTheOffset() {
        assertThat(kernel(simulation, fit)[2]).isCloseTo(IdeSimulation.OFFSET_X, within(0.005));
        assertThat(kernel(simulation, fit)[3]).isCloseTo(IdeSimulation.OFFSET_Y, within(0.005));
    }

    @Test
    void findsTheKernelsMass() {
        assertThat(kernel(simulation, fit)[0]).isCloseTo(MASS, within(0.03));
    }

    @Test
    void findsTheVariances() {
        assertThat(fit.processVariance() / IdeSimulation.PROCESS_VARIANCE).isBetween(0.7, 1.4);
        assertThat(fit.observationVariance() / IdeSimulation.OBSERVATION_VARIANCE)
                .isBetween(0.8, 1.25);
    }

    @Test
    void reachesAtLeastTheLikelihoodOfTheTruth() {
        double atTheTruth =
                likelihood.at(simulation.truth(), IdeSimulation.PROCESS_VARIANCE, IdeSimulation.OBSERVATION_VARIANCE);
        assertThat(fit.logLikelihood()).isGreaterThanOrEqualTo(atTheTruth);
        // twice the gain over the truth is about χ² with six degrees of freedom: beyond 30 something is biased
        assertThat(2 * (fit.logLikelihood() - atTheTruth)).isLessThan(30);
    }

    @Test
    void convergesAndReportsOnTheWay() {
        assertThat(fit.outcome().converged()).isTrue();
        assertThat(reports.get()).isEqualTo(fit.outcome().iterations());
    }

    @Test
    @Tag("long")
    void findsTheKernelFromOtherData() {
        for (long seed = 2; seed <= 3; seed++) {
            IdeSimulation other = new IdeSimulation(Start.FIELD, new RandomStreams(seed, "ide"));
            double[] kernel = kernel(other, IdeFit.of(likelihood(other), search(), Bfgs.Progress.NONE));
            assertThat(kernel[0]).as("mass, seed %d", seed).isCloseTo(MASS, within(0.03));
            assertThat(kernel[2]).as("offset x, seed %d", seed).isCloseTo(IdeSimulation.OFFSET_X, within(0.005));
            assertThat(kernel[3]).as("offset y, seed %d", seed).isCloseTo(IdeSimulation.OFFSET_Y, within(0.005));
        }
    }

    @Test
    @Tag("long")
    void findsTheOffsetFromASingleBlob() {
        for (long seed = 1; seed <= 3; seed++) {
            IdeSimulation blob = new IdeSimulation(Start.BLOB, new RandomStreams(seed, "ide"));
            double[] kernel = kernel(blob, IdeFit.of(likelihood(blob), search(), Bfgs.Progress.NONE));
            assertThat(kernel[2]).as("offset x, seed %d", seed).isCloseTo(IdeSimulation.OFFSET_X, within(0.005));
            assertThat(kernel[3]).as("offset y, seed %d", seed).isCloseTo(IdeSimulation.OFFSET_Y, within(0.005));
        }
    }

    private static Bfgs search() {
        return new Bfgs(1e-4, 1e-7, 100);
    }

    private static IdeLikelihood likelihood(IdeSimulation simulation) {
        return new IdeLikelihood(simulation.dynamics(), simulation.observations(), 1);
    }

    /** Mass, width, offset x, offset y. */
    private static double[] kernel(IdeSimulation simulation, IdeFit fit) {
        double[] kernel = fit.unconstrained();
        for (int i = 0; i < kernel.length; i++) {
            kernel[i] = simulation.dynamics().parameters().get(i).transform().toModel(kernel[i]);
        }
        return kernel;
    }
}
