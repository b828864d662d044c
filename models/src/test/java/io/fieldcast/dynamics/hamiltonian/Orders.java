package io.fieldcast.dynamics.hamiltonian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.fieldcast.dynamics.Integrator;
import io.fieldcast.dynamics.Propagator;
import io.fieldcast.dynamics.RungeKutta4;
import io.fieldcast.dynamics.VectorField;
import io.fieldcast.numerics.Ensemble;
import io.fieldcast.testkit.Gen;
import io.fieldcast.testkit.States;

/** Observed orders of convergence. */
final class Orders {
    private Orders() {}

    /** Halving the step divides the error after a time of 2 by two to the power of {@code order}. */
    static void assertOrder(Integrator integrator, VectorField field, int order, int steps) {
        double[] exact = end(RungeKutta4::new, field, 2000);
        double coarse = States.distance(end(integrator, field, steps), exact);
        double fine = States.distance(end(integrator, field, 2 * steps), exact);
        double observed = Math.log(coarse / fine) / Math.log(2);
        System.out.printf("figure order %d: observed %.2f, error %.1e%n", order, observed, fine);
        assertThat(observed).isCloseTo(order, within(0.3));
    }

    private static double[] end(Integrator integrator, VectorField field, int steps) {
        Propagator propagator = integrator.over(field, 2, steps);
        Ensemble ensemble = new Gen(3).ensemble(propagator, 2);
        propagator.advance(ensemble, 1, new double[propagator.scratchSize(2)]);
        return States.of(ensemble, 0);
    }
}
