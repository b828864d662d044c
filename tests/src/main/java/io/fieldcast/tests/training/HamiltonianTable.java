package io.fieldcast.tests.training;

import io.fieldcast.dynamics.VectorField;
import io.fieldcast.training.Checkpoint;
import io.fieldcast.training.TrainingWatch;
import io.fieldcast.training.gradient.Descent;
import io.fieldcast.training.gradient.HamiltonianTraining;
import io.fieldcast.training.gradient.Loss;
import io.fieldcast.training.gradient.OrbitScore;
import io.fieldcast.training.gradient.Orbits;
import java.util.Locale;

/**
 * Hamiltonian networks against plain networks of equal width, 2 × 200 tanh, on the systems of Greydanus et al. (2019): mean squared error
 * of the true energy and of the state on exact orbits that training never saw. Arguments: {@code SPRING}, {@code PENDULUM},
 * {@code TWO_BODIES}, and seeds after a colon, such as {@code SPRING:1,2,3}.
 */
public final class HamiltonianTable {
    private static final int[] WIDTHS = {200, 200};
    private static final int TEST_ORBITS = 25;

    private HamiltonianTable() {}

    /** How a system is trained and judged. */
    private record Setting(int orbits, int heldOut, double noise, double span, Descent.Settings descent) {
        static Setting of(Orbits.Mechanics system) {
            return switch (system) {
                case SPRING -> new Setting(50, 10, 0.1, 20, new Descent.Settings(150, 150, 1e-3, 0.05, 60));
                case PENDULUM -> new Setting(50, 10, 0.1, 20, new Descent.Settings(150, 150, 1e-3, 0.05, 60));
                case TWO_BODIES -> new Setting(1000, 50, 0, 25, new Descent.Settings(12, 250, 2e-3, 0.01, 12));
            };
        }
    }

    public static void main(String[] args) {
        System.out.println("system      seed  network      energy MSE   state MSE  epochs  seconds");
        for (String arg : args) {
            Orbits.Mechanics system = Orbits.Mechanics.valueOf(arg.substring(0, arg.indexOf(':')));
            for (String seed : arg.substring(arg.indexOf(':') + 1).split(",", -1)) {
                compare(system, Long.parseLong(seed));
            }
        }
    }

    private static void compare(Orbits.Mechanics system, long seed) {
        Setting setting = Setting.of(system);
        Orbits orbits = Orbits.training(system, setting.orbits(), setting.noise(), seed);
        Orbits exact = Orbits.exact(system, TEST_ORBITS, setting.span(), 101, seed + 1_000_000);
        HamiltonianTraining training = new HamiltonianTraining(system.size(), WIDTHS);
        double[] states = orbits.states();
        double[] derivatives = orbits.derivatives();
        Trained energy =
                train(training.energyLoss(states, derivatives), training.startEnergy(seed), orbits, setting, seed);
        report(system, seed, "hamiltonian", training.energy(energy.weights()), energy, exact, setting);
        Trained plain =
                train(training.plainLoss(states, derivatives), training.startPlain(seed), orbits, setting, seed);
        report(system, seed, "plain", training.plain(plain.weights()), plain, exact, setting);
    }

    private static void report(
            Orbits.Mechanics system,
            long seed,
            String name,
            VectorField field,
            Trained trained,
            Orbits exact,
            Setting setting) {
        OrbitScore score = OrbitScore.of(field, exact, setting.span(), 40);
        System.out.printf(
                Locale.ROOT,
                "%-11s %4d  %-11s %11.3e %11.3e %7d %8.1f%n",
                system,
                seed,
                name,
                score.energy(),
                score.state(),
                trained.found().epochs(),
                trained.seconds());
    }

    private static Trained train(Loss loss, double[] start, Orbits orbits, Setting setting, long seed) {
        int fit = setting.orbits() - setting.heldOut();
        long began = System.nanoTime();
        Descent.Found found = new Descent(
                        loss, orbits.samples(0, fit), orbits.samples(fit, setting.orbits()), setting.descent(), seed)
                .run("table", start, Checkpoint.NONE, TrainingWatch.NONE);
        return new Trained(found, (System.nanoTime() - began) / 1e9);
    }

    private record Trained(Descent.Found found, double seconds) {
        double[] weights() {
            return found.weights();
        }
    }
}
