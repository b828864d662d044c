package io.fieldcast.diagnostics;

import io.fieldcast.domain.Check;
import io.fieldcast.dynamics.Propagator;
import io.fieldcast.numerics.Ensemble;
import io.fieldcast.numerics.Ensemble.Block;
import java.util.ArrayList;
import java.util.List;

/**
 * A state and small perturbations of it, carried by the same dynamics. After each step the perturbations are made orthogonal and small
 * again, and how much each had grown is what the step did to distances. Any propagator will do, with or without a tangent. Owns its working memory; confined to one
 * thread.
 *
 * @see <a href="https://doi.org/10.1007/BF02128236">Benettin, Galgani, Giorgilli and Strelcyn (1980)</a>
 */
public final class PerturbedRun {
    /** Length of a perturbation beside that of the state: the square root of rounding, where both errors of a difference are small. */
    private static final double SHARE = 1e-7;

    private final Propagator dynamics;
    private final int size;
    private final int directions;
    private final int members;
    private final Ensemble run;
    private final double[] scratch;
    private final double[] logarithms;
    /** Length of the perturbations before the latest step. */
    private double previous = 1;

    /** @param directions how many perturbations, from 1 to the length of the state */
    public PerturbedRun(Propagator dynamics, int directions) {
        this.dynamics = dynamics;
        this.size = dynamics.stateSize();
        Check.that(directions >= 1 && directions <= size, "directions must lie in 1..%d, got %d", size, directions);
        this.directions = directions;
        this.members = 1 + directions;
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block(Propagator.STATE, 0, size));
        int parameters = dynamics.parameters().size();
        if (parameters > 0) {
            blocks.add(new Block(Propagator.PARAMETERS, size, parameters));
        }
        this.run = Ensemble.of(members, blocks);
        this.scratch = new double[dynamics.scratchSize(members)];
        this.logarithms = new double[directions];
    }

    /**
     * Begins at a state.
     *
     * @param state length of the state
     * @param parameters one unconstrained number for each parameter
     * @param perturbations directions × state, row-major, any length, independent; left as they were
     */
    public void start(double[] state, double[] parameters, double[] perturbations) {
        Check.length("state", state, size);
        Check.length("parameters", parameters, run.size() - size);
        Check.length("perturbations", perturbations, directions * size);
        double[] values = run.values();
        for (int row = 0; row < run.size(); row++) {
            double value = row < size ? state[row] : parameters[row - size];
            for (int m = 0; m < members; m++) {
                boolean moved = m > 0 && row < size;
                values[row * members + m] = value + (moved ? perturbations[(m - 1) * size + row] : 0);
            }
        }
        orthogonalise();
    }

    /**
     * Carries state and perturbations one step.
     *
     * @return the natural logarithm of each direction's growth, in the order of the perturbations; valid until the next step.
     *     Not finite if the dynamics left the numbers or a direction died out
     */
    public double[] step(double step) {
        dynamics.advance(run, step, scratch);
        orthogonalise();
        return logarithms;
    }

    /** Gram and Schmidt, each direction against those before it, twice for the sake of rounding; then all are short again. */
    private void orthogonalise() {
        double[] values = run.values();
        double before = length();
        for (int m = 1; m < members; m++) {
            for (int row = 0; row < size; row++) {
                values[row * members + m] -= values[row * members];
            }
            for (int pass = 0; pass < 2; pass++) {
                for (int other = 1; other < m; other++) {
                    double product = 0;
                    for (int at = 0; at < size * members; at += members) {
                        product += values[at + m] * values[at + other];
                    }
                    for (int at = 0; at < size * members; at += members) {
                        values[at + m] -= product * values[at + other];
                    }
                }
            }
            double squares = 0;
            for (int at = 0; at < size * members; at += members) {
                squares += values[at + m] * values[at + m];
            }
            double length = Math.sqrt(squares);
            logarithms[m - 1] = Math.log(length / previous);
            for (int at = 0; at < size * members; at += members) {
                values[at + m] /= length;
            }
        }
        previous = SHARE * before;
        for (int at = 0; at < size * members; at += members) {
            for (int m = 1; m < members; m++) {
                values[at + m] = values[at] + previous * values[at + m];
            }
        }
    }

    private double length() {
        double squares = 1;
        for (int row = 0; row < size; row++) {
            double value = run.values()[row * members];
            squares += value * value;
        }
        return Math.sqrt(squares);
    }
}
