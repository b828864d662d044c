package io.fieldcast.diagnostics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.fieldcast.dynamics.DampedPersistence;
import io.fieldcast.dynamics.Lorenz96;
import io.fieldcast.dynamics.Propagator;
import io.fieldcast.dynamics.RungeKutta4;
import io.fieldcast.dynamics.VectorField;
import io.fieldcast.numerics.Ensemble;
import io.fieldcast.numerics.RandomStreams;
import io.fieldcast.numerics.RandomStreams.Purpose;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class LyapunovSpectrumTest {
    /** Lorenz (1963): σ = 10, ρ = 28, β = 8/3. */
    private static final class Lorenz63 implements VectorField {
        @Override
        public int size() {
            return 3;
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
                double x = state[atState + m];
                double y = state[atState + members + m];
                double z = state[atState + 2 * members + m];
                derivative[atDerivative + m] = 10 * (y - x);
                derivative[atDerivative + members + m] = x * (28 - z) - y;
                derivative[atDerivative + 2 * members + m] = x * y - 8.0 / 3 * z;
            }
        }
    }

    @Test
    void ofLorenz63HasTheKnownLeadingExponentAndSum() {
        Propagator dynamics = new RungeKutta4(new Lorenz63(), 0.01, 1);
        double[] start = {1, 2, 20};
        LyapunovSpectrum spectrum = LyapunovSpectrum.of(dynamics, start, new double[0], 3, 1, 2_000, 400_000);
        // Per step of 0.01 units of time.
        assertThat(spectrum.exponent(0) / 0.01).isCloseTo(0.906, within(0.01));
        assertThat(spectrum.exponent(1) / 0.01).isCloseTo(0, within(0.01));
        assertThat(spectrum.sum() / 0.01).isCloseTo(-13.667, within(0.01));
    }

    @Test
    void ofLorenz96HasTheKnownLeadingExponent() {
        Propagator dynamics = new RungeKutta4(new Lorenz96(40, 8), 0.05, 1);
        double[] start = new double[40];
        new RandomStreams(1, "l96").stream(0, Purpose.INITIAL_STATE).fillGaussian(0, start, 0, 40);
        LyapunovSpectrum spectrum = LyapunovSpectrum.of(dynamics, start, new double[0], 1, 1, 2_000, 60_000);
        assertThat(spectrum.exponent(0) / 0.05).isCloseTo(1.68, within(0.05));
    }

    @Test
    void ofADampedFieldIsItsDamping() {
        Propagator dynamics = DampedPersistence.shared(4, 0.7, 0.4, 0.05);
        double[] parameters = {dynamics.parameters().get(0).mean()};
        LyapunovSpectrum spectrum = LyapunovSpectrum.of(dynamics, new double[] {1, 2, 3, 4}, parameters, 2, 1, 0, 20);
        assertThat(spectrum.exponent(0)).isCloseTo(Math.log(0.7), within(1e-6));
        assertThat(spectrum.exponent(1)).isCloseTo(Math.log(0.7), within(1e-6));
    }

    @Test
    void ensembleOfAChaoticModelShowsItsGrowthAndLeavesNoTrace() {
        Propagator dynamics = new RungeKutta4(new Lorenz96(40, 8), 0.05, 1);
        Ensemble ensemble = Ensemble.ofState(40, 12);
        RandomStreams.Stream stream = new RandomStreams(1, "l96").stream(0, Purpose.INITIAL_STATE);
        double[] scratch = new double[dynamics.scratchSize(12)];
        Predictability predictability = new Predictability(dynamics);
        double[] state = new double[40];
        stream.fillGaussian(0, state, 0, 40);
        Ensemble settled = Ensemble.ofState(40, 2);
        for (int row = 0; row < 40; row++) {
            Arrays.fill(settled.values(), 2 * row, 2 * row + 2, state[row]);
        }
        for (int i = 0; i < 500; i++) {
            dynamics.advance(settled, 1, new double[dynamics.scratchSize(2)]);
        }
        for (int row = 0; row < 40; row++) {
            for (int m = 0; m < 12; m++) {
                ensemble.values()[row * 12 + m] = settled.mean(row) + 1e-6 * stream.gaussian(100L + row * 12L + m);
            }
        }
        double sum = 0;
        int probes = 100;
        for (int probe = 0; probe < probes; probe++) {
            // The members come apart within 150 steps; the growth is measured from small differences on.
            for (int i = 0; i < 2; i++) {
                dynamics.advance(ensemble, 1, scratch);
            }
            double[] before = ensemble.values().clone();
            sum += predictability.leading(ensemble) / probes;
            assertThat(ensemble.values()).containsExactly(before);
        }
        assertThat(sum / 0.05).isCloseTo(1.68, within(0.8));
    }

    @Test
    void horizonEndsWhereHalfTheVarianceIsLost() {
        assertThat(Predictability.horizon(Math.log(2) / 2, 0.01, 0)).isEqualTo(6);
        assertThat(Predictability.horizon(0, 0.1, 0.1)).isEqualTo(4);
        assertThat(Predictability.horizon(-1, 0.4, 0.01)).isEqualTo(Predictability.LONGEST);
        assertThat(Predictability.horizon(1, 0.6, 0)).isZero();
    }
}
