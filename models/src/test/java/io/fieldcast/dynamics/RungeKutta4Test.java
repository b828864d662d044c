package io.fieldcast.dynamics;

import static org.assertj.core.api.Assertions.assertThat;

import io.fieldcast.numerics.Ensemble;
import io.fieldcast.numerics.Ensemble.Block;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class RungeKutta4Test {
    /** {@code dx/dt = −rate · x}, the rate being learned. */
    private record Decay() implements VectorField {
        @Override
        public int size() {
            return 1;
        }

        @Override
        public List<Parameter> parameters() {
            return List.of(new Parameter("rate", 0, 1, 0, new ParameterTransform.Exponential(0)));
        }

        @Override
        public void derivative(
                double[] state,
                int atState,
                double[] parameters,
                int atParameters,
                int members,
                double[] derivative,
                int atDerivative,
                double[] scratch,
                int atScratch) {
            for (int m = 0; m < members; m++) {
                derivative[atDerivative + m] = -parameters[atParameters + m] * state[atState + m];
            }
        }
    }

    @Test
    void letsEveryMemberDecayAtItsOwnRate() {
        Ensemble ensemble = Ensemble.of(
                2, List.of(new Block("lags", 0, 1), new Block("state", 1, 1), new Block("parameters", 2, 1)));
        double[] values = {5, 6, 1, 2, Math.log(0.3), Math.log(0.7)};
        System.arraycopy(values, 0, ensemble.values(), 0, 6);
        Propagator propagator = new RungeKutta4(new Decay(), 2, 100);

        propagator.advance(ensemble, 1.5, new double[propagator.scratchSize(2)]);

        assertThat(Math.abs(ensemble.values()[2] - Math.exp(-0.9))).isLessThan(1e-10);
        assertThat(Math.abs(ensemble.values()[3] - 2 * Math.exp(-2.1))).isLessThan(1e-9);
        assertThat(ensemble.values()).startsWith(5, 6).endsWith(Math.log(0.3), Math.log(0.7));
    }

    @Test
    void errsBySixteenTimesLessWithHalfTheStep() {
        double coarse = Math.abs(lorenz96(8) - lorenz96(256));
        double fine = Math.abs(lorenz96(16) - lorenz96(256));

        assertThat(Math.log(coarse / fine) / Math.log(2)).isBetween(3.7, 4.3);
    }

    /** First variable after a time of 0.4, from a smooth start. */
    private static double lorenz96(int steps) {
        Integrator integrator = RungeKutta4::new;
        Propagator propagator = integrator.over(new Lorenz96(12, 8), 0.4, steps);
        Ensemble ensemble = Ensemble.ofState(12, 2);
        for (int at = 0; at < 24; at++) {
            ensemble.values()[at] = 3 + Math.sin(Math.floorDiv(at, 2));
        }
        propagator.advance(ensemble, 1, new double[propagator.scratchSize(2)]);
        assertThat(ensemble.values()[0]).isEqualTo(ensemble.values()[1]);
        return ensemble.values()[0];
    }

    @Test
    void keepsTheFixedPointOfLorenz96() {
        Ensemble ensemble = Ensemble.ofState(40, 3);
        Arrays.fill(ensemble.values(), 8);
        Propagator propagator = new RungeKutta4(new Lorenz96(40, 8), 0.05, 1);

        propagator.advance(ensemble, 1, new double[propagator.scratchSize(3)]);

        assertThat(ensemble.values()).containsOnly(8);
    }
}
