package io.fieldcast.dynamics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.fieldcast.numerics.Ensemble;
import io.fieldcast.testkit.DissipativeContract;
import io.fieldcast.testkit.Gen;
import io.fieldcast.testkit.LinearContract;
import io.fieldcast.testkit.LipschitzContract;
import io.fieldcast.testkit.OrthogonalContract;
import io.fieldcast.testkit.ReversibleContract;
import io.fieldcast.testkit.States;
import io.fieldcast.testkit.SymplecticContract;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class OscillatorTest {
    @Nested
    class WithoutFriction
            implements OrthogonalContract,
                    DissipativeContract,
                    LinearContract,
                    LipschitzContract,
                    SymplecticContract,
                    ReversibleContract {
        @Override
        public Propagator propagator(Gen gen) {
            return new Oscillator(gen.integer(1, 6), gen.uniform(0.1, 2), 0);
        }
    }

    @Nested
    class WithFriction implements DissipativeContract, LinearContract, LipschitzContract {
        @Override
        public Propagator propagator(Gen gen) {
            return new Oscillator(gen.integer(1, 6), gen.uniform(0.1, 1), gen.uniform(0.01, 4));
        }
    }

    @Test
    void movesAlongTheExactSolutionWhateverStepsATimeIsCutInto() {
        Oscillator oscillator = new Oscillator(1, 0.5, 0.3);
        // Weak, critical and strong friction against a frequency of 0.5.
        double[] frictions = {0.3, 1, 5};
        Ensemble once = oscillators(oscillator, frictions);
        Ensemble often = once.copy();
        double[] scratch = new double[oscillator.scratchSize(3)];
        oscillator.advance(once, 3, scratch);
        for (int i = 0; i < 30; i++) {
            oscillator.advance(often, 0.1, scratch);
        }
        for (int m = 0; m < 3; m++) {
            assertThat(States.distance(States.of(once, m), States.of(often, m))).isLessThan(1e-12);
        }
        double turn = Math.sqrt(0.25 - 0.0225);
        double expected = Math.exp(-0.45) * (Math.cos(3 * turn) + 0.15 * Math.sin(3 * turn) / turn);
        assertThat(once.values()[0]).isCloseTo(expected, within(1e-14));
        assertThat(once.values()[1]).as("critical").isCloseTo(Math.exp(-1.5) * 2.5, within(1e-10));
    }

    /** One oscillator in each member, displaced by one and at rest. */
    private static Ensemble oscillators(Oscillator oscillator, double... frictions) {
        Ensemble ensemble = new Gen(1).ensemble(oscillator, frictions.length);
        Ensemble.Block learned = ensemble.block(Propagator.PARAMETERS);
        for (int m = 0; m < frictions.length; m++) {
            States.set(ensemble, m, new double[] {1, 0});
            ensemble.values()[learned.from() * frictions.length + m] =
                    oscillator.parameters().get(0).mean();
            ensemble.values()[(learned.from() + 1) * frictions.length + m] = Math.log(frictions[m]);
        }
        return ensemble;
    }
}
