package io.fieldcast.dynamics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.fieldcast.geometry.BisquareBasis;
import io.fieldcast.geometry.Box;
import io.fieldcast.geometry.Grid;
import io.fieldcast.geometry.Representation;
import io.fieldcast.geometry.StationNodes;
import io.fieldcast.numerics.Ensemble;
import io.fieldcast.testkit.Energies;
import io.fieldcast.testkit.Gen;
import io.fieldcast.testkit.States;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every kind of dynamics that promises to keep or lose something runs free, untrained, from a random state and with random
 * parameters, stays finite and keeps its promise. A new kind is here by being on the class path. 1e5 steps
 * of them all take minutes and are tagged so; every build takes the first 3000.
 */
class FreeRunTest {
    /** Rounding of all steps, if all err to the same side. */
    private static final double ROUNDING = 1e-10;

    private static final int LOOK_EVERY = 100;

    static Stream<Named> promising() {
        List<Named> all = new ArrayList<>();
        for (Dynamics kind : Dynamics.kinds().values()) {
            if (kind.trained()) {
                continue;
            }
            Choices defaults = Choices.defaults(kind.settings());
            add(all, kind, "", defaults);
            for (Setting setting : kind.settings()) {
                // What a setting can take away, friction or diffusion, may be what holds the rest in check.
                if (setting.least() == 0 && setting.fallback() > 0) {
                    add(all, kind, " without " + setting.key(), defaults.with(setting.key(), 0));
                }
                if (setting.least() == 0 && setting.fallback() == 0) {
                    add(all, kind, " with " + setting.key(), defaults.with(setting.key(), Math.min(1, setting.most())));
                }
            }
        }
        return all.stream();
    }

    /** Dynamics and what to call them. */
    record Named(String name, Propagator propagator) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static void add(List<Named> all, Dynamics kind, String what, Choices choices) {
        // Some networks look further than six cells.
        boolean small = build(kind, cells(6), choices).isPresent();
        for (Representation representation : List.of(cells(small ? 6 : 9), nodes(), bisquares())) {
            build(kind, representation, choices)
                    .filter(propagator -> promises(propagator.claims()))
                    .ifPresent(propagator -> all.add(new Named(
                            kind.name() + what + " on "
                                    + representation.getClass().getSimpleName(),
                            propagator)));
        }
    }

    /** Empty where the kind does not live on the representation. */
    private static Optional<Propagator> build(Dynamics kind, Representation representation, Choices choices) {
        try {
            return Optional.of(kind.build(representation, 30, choices));
        } catch (IllegalArgumentException elsewhere) {
            return Optional.empty();
        }
    }

    private static boolean promises(Iterable<Claim> claims) {
        for (Claim claim : claims) {
            if (claim instanceof Claim.Orthogonal
                    || claim instanceof Claim.Dissipative
                    || claim instanceof Claim.ConservesMass
                    || claim instanceof Claim.ConservesEnergy
                    || claim instanceof Claim.DissipatesEnergy) {
                return true;
            }
        }
        return false;
    }

    private static Grid cells(int side) {
        return new Grid(side, side, 0, 0, 10);
    }

    private static StationNodes nodes() {
        Gen gen = new Gen(4);
        double[] x = new double[7];
        double[] y = new double[7];
        for (int i = 0; i < x.length; i++) {
            x[i] = gen.uniform(0, 60);
            y[i] = gen.uniform(0, 60);
        }
        return new StationNodes(x, y, 30);
    }

    private static BisquareBasis bisquares() {
        return BisquareBasis.over(Box.around(new double[] {0, 60}, new double[] {0, 60}, 10), 3);
    }

    @ParameterizedTest
    @MethodSource("promising")
    void keepsItsPromiseForThreeThousandSteps(Named named) {
        assertThat(run(named.propagator(), 3_000)).isFinite();
    }

    @Tag("long")
    @ParameterizedTest
    @MethodSource("promising")
    void keepsItsPromiseForAHundredThousandSteps(Named named) {
        double highest = run(named.propagator(), 100_000);
        System.out.printf(
                "free run %-55s highest energy after 100 steps or more over that of the start %.3g%n", named, highest);
        assertThat(highest).isFinite();
    }

    /** Holds every promise every hundred steps; returns the largest energy over that of the start. */
    private static double run(Propagator propagator, int steps) {
        Ensemble start = new Gen(17).ensemble(propagator, 2);
        Ensemble ensemble = start.copy();
        double[] scratch = new double[propagator.scratchSize(2)];
        double[] squares = {States.sumOfSquares(States.of(ensemble, 0)), States.sumOfSquares(States.of(ensemble, 1))};
        double[] mass = {States.sum(States.of(ensemble, 0)), States.sum(States.of(ensemble, 1))};
        double[] energy = Energies.of(propagator, ensemble);
        double highest = 0;
        for (int look = 0; look < Math.floorDiv(steps, LOOK_EVERY); look++) {
            if (States.sumOfSquares(States.of(ensemble, 0)) + States.sumOfSquares(States.of(ensemble, 1)) == 0) {
                // It has come to rest, so far below any square that nothing more can be seen of it.
                ensemble.set(start);
            }
            for (int i = 0; i < LOOK_EVERY; i++) {
                propagator.advance(ensemble, 1, scratch);
            }
            assertThat(ensemble.isFinite()).isTrue();
            double[] now = Energies.of(propagator, ensemble);
            for (int m = 0; m < 2; m++) {
                highest = Math.max(highest, now[m] / energy[m]);
                for (Claim claim : propagator.claims()) {
                    hold(claim, States.of(ensemble, m), squares[m], mass[m], now[m], energy[m]);
                }
            }
        }
        return highest;
    }

    private static void hold(Claim claim, double[] state, double squares, double mass, double now, double energy) {
        if (claim instanceof Claim.Orthogonal) {
            assertThat(States.sumOfSquares(state)).isCloseTo(squares, within(ROUNDING * squares));
        } else if (claim instanceof Claim.Dissipative) {
            assertThat(States.sumOfSquares(state)).isLessThanOrEqualTo(squares * (1 + ROUNDING));
        } else if (claim instanceof Claim.ConservesMass) {
            assertThat(States.sum(state)).isCloseTo(mass, within(ROUNDING * state.length * Math.sqrt(squares)));
        } else if (claim instanceof Claim.ConservesEnergy conserves) {
            assertThat(now).isCloseTo(energy, within((conserves.share() + ROUNDING) * Math.abs(energy)));
        } else if (claim instanceof Claim.DissipatesEnergy dissipates) {
            assertThat(now).isLessThanOrEqualTo(energy + (dissipates.share() + ROUNDING) * Math.abs(energy));
        }
    }
}
