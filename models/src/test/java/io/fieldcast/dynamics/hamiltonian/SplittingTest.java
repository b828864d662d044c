package io.fieldcast.dynamics.hamiltonian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.fieldcast.dynamics.Integrator;
import io.fieldcast.dynamics.Lorenz96;
import io.fieldcast.dynamics.Propagator;
import io.fieldcast.dynamics.RungeKutta4;
import io.fieldcast.numerics.Ensemble;
import io.fieldcast.testkit.Energies;
import io.fieldcast.testkit.Gen;
import io.fieldcast.testkit.ReversibleContract;
import io.fieldcast.testkit.States;
import io.fieldcast.testkit.SymplecticContract;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SplittingTest implements SymplecticContract, ReversibleContract {
    @Override
    public Propagator propagator(Gen gen) {
        Splitting splitting = List.of(Splitting.values()).get(gen.integer(0, 2));
        return splitting.over(new Pendulums(gen.integer(1, 4)), gen.uniform(0.1, 0.5), gen.integer(1, 3));
    }

    @ParameterizedTest
    @EnumSource
    void errsByThePowerOfItsOrderLess(Splitting splitting) {
        Orders.assertOrder(splitting, new Pendulums(3), splitting.order(), 16);
    }

    @Test
    void energyStaysWhereRungeKuttaLosesIt() {
        double verlet = energyTrend(Splitting.STOERMER_VERLET);
        double velocity = energyTrend(Splitting.VELOCITY_VERLET);
        double fourth = energyTrend(Splitting.BLANES_MOAN);
        double rungeKutta = energyTrend(RungeKutta4::new);
        System.out.printf(
                "figure energy error, last over first tenth of 1e5 steps: position Verlet %.3f, velocity Verlet %.3f, Blanes-Moan"
                        + " %.3f, Runge-Kutta %.1f%n",
                verlet, velocity, fourth, rungeKutta);
        assertThat(verlet).isLessThanOrEqualTo(1.3);
        assertThat(velocity).isLessThanOrEqualTo(1.3);
        assertThat(fourth).isLessThanOrEqualTo(1.3);
        assertThat(rungeKutta).isGreaterThan(5);
    }

    @ParameterizedTest
    @EnumSource
    void tenThousandStepsAndBackLeadToTheStart(Splitting splitting) {
        Propagator propagator = splitting.over(new Pendulums(2), 0.05, 1);
        Ensemble ensemble = new Gen(4).ensemble(propagator, 2);
        // Within the well: two pendulums that turn over are chaotic, and rounding grows with every turn.
        for (int i = 0; i < 4 * 2; i++) {
            ensemble.values()[i] *= 0.3;
        }
        Ensemble start = ensemble.copy();
        run(propagator, ensemble, 10_000);
        Energies.turn(ensemble);
        run(propagator, ensemble, 10_000);
        double distance = States.distance(Energies.turned(States.of(ensemble, 0)), States.of(start, 0));
        System.out.printf("figure %s: 1e4 steps and back %.1e%n", splitting, distance);
        assertThat(distance).isLessThanOrEqualTo(1e-9);
    }

    @Test
    void knowsHowFarTheEnergyOfAnOscillatorSwings() {
        // Verlet keeps ½p² + ½(1 − z²/4)q² or the like: the swing is z²/4 / (1 − z²/4).
        assertThat(Splitting.STOERMER_VERLET.swing(0.8)).isCloseTo(0.16 / 0.84, within(1e-12));
        assertThat(Splitting.VELOCITY_VERLET.swing(0.8)).isCloseTo(0.16 / 0.84, within(1e-12));
        assertThat(Splitting.STOERMER_VERLET.swing(2.01)).isInfinite();
        assertThat(Splitting.BLANES_MOAN.swing(0.8)).isBetween(1e-5, 2e-4);
        assertThat(Splitting.BLANES_MOAN.swing(6 * 2.0)).isInfinite();
    }

    @Test
    void refusesAFieldWithoutDriftAndKick() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Splitting.STOERMER_VERLET.over(new Lorenz96(8, 8), 1, 1))
                .withMessageContaining("implicit midpoint");
    }

    /** Largest energy error in the last tenth of 1e5 steps over that in the first tenth, of one pendulum. */
    private static double energyTrend(Integrator integrator) {
        Propagator propagator = integrator.over(new Pendulums(1), 0.2, 1);
        Ensemble ensemble = new Gen(7).ensemble(propagator, 2);
        ensemble.values()[0] = 1.5;
        ensemble.values()[2] = 0.3;
        double[] scratch = new double[propagator.scratchSize(2)];
        double start = Energies.of(propagator, ensemble)[0];
        double first = 0;
        double last = 0;
        for (int i = 0; i < 100_000; i++) {
            propagator.advance(ensemble, 1, scratch);
            if (i < 10_000 || i >= 90_000) {
                double error = Math.abs(Energies.of(propagator, ensemble)[0] - start);
                first = i < 10_000 ? Math.max(first, error) : first;
                last = i >= 90_000 ? Math.max(last, error) : last;
            }
        }
        return last / first;
    }

    private static void run(Propagator propagator, Ensemble ensemble, int steps) {
        double[] scratch = new double[propagator.scratchSize(ensemble.members())];
        for (int i = 0; i < steps; i++) {
            propagator.advance(ensemble, 1, scratch);
        }
    }
}
