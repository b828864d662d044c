package io.fieldcast.training;

import io.fieldcast.numerics.RandomStreams;
import org.junit.jupiter.api.Test;

class IdeFitTest {
    @Test
    void findsTheKernelThatMadeTheData() {
        for (long seed = 1; seed <= 3; seed++) {
            IdeSimulation simulation = new IdeSimulation(IdeSimulation.Start.FIELD, new RandomStreams(seed, "ide"));
            IdeLikelihood likelihood = new IdeLikelihood(simulation.dynamics(), simulation.observations(), 1);
            long start =
                    java.lang.management.ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            long wall = System.nanoTime();
            IdeFit fit = IdeFit.of(likelihood, new Bfgs(1e-4, 1e-7, 100), Bfgs.Progress.NONE);
            double s =
                    (java.lang.management.ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start) * 1e-9;
            double w = (System.nanoTime() - wall) * 1e-9;
            double[] m = fit.unconstrained();
            for (int i = 0; i < 4; i++) {
                m[i] = simulation.dynamics().parameters().get(i).transform().toModel(m[i]);
            }
            System.out.printf(
                    "seed %d mass %.4f width %.5f offset %.5f %.5f pv %.3e ov %.3e ll %.3f truth %.3f %s %.2fs cpu %.2fs wall%n",
                    seed,
                    m[0],
                    m[1],
                    m[2],
                    m[3],
                    fit.processVariance(),
                    fit.observationVariance(),
                    fit.logLikelihood(),
                    likelihood.at(simulation.truth(), 1e-4, 1e-4),
                    fit.outcome(),
                    s,
                    w);
        }
    }
}
