package io.fieldcast.dynamics.hamiltonian;

import io.fieldcast.domain.Check;
import io.fieldcast.dynamics.Integrator;
import io.fieldcast.dynamics.Propagator;
import io.fieldcast.dynamics.SeparableHamiltonian;
import io.fieldcast.dynamics.VectorField;
import java.util.Arrays;
import java.util.List;

/**
 * Palindromes of drifts and kicks, shares of one step each: explicit, symplectic, and reversible where the energy is even in the momenta.
 *
 * @see <a href="https://doi.org/10.1017/S0962492902000144">Hairer, Lubich and Wanner (2003)</a>
 */
// The lists are unmodifiable, which their type cannot say.
@SuppressWarnings("ImmutableEnumChecker")
public enum Splitting implements Integrator {
    /** Second order, position form: half a drift, a kick, half a drift; one force a step. */
    STOERMER_VERLET(2, List.of(0.5, 0.5), List.of(1.0)),

    /** Second order, velocity form: half a kick, a drift, half a kick; what a variational integrator with the trapezoidal rule is. */
    VELOCITY_VERLET(2, List.of(0.0, 1.0, 0.0), List.of(0.5, 0.5)),

    /** Fourth order with six forces a step, and an error a hundred times below that of Yoshida's triple jump: Blanes and Moan (2002), S6. */
    BLANES_MOAN(
            4,
            palindrome(7, 0.0792036964311957, 0.353172906049774, -0.0420650803577195),
            palindrome(6, 0.209515106613362, -0.143851773179818));

    private static final int SAMPLES = 2000;

    private final int order;
    private final List<Double> drifts;
    private final List<Double> kicks;

    Splitting(int order, List<Double> drifts, List<Double> kicks) {
        this.order = order;
        this.drifts = drifts;
        this.kicks = kicks;
    }

    /** So many shares that sum to one, the same from both ends, of which the first are given and what is left falls to the middle. */
    private static List<Double> palindrome(int count, double... first) {
        double[] shares = new double[count];
        double left = 0.5;
        for (int i = 0; i < first.length; i++) {
            shares[i] = first[i];
            shares[count - 1 - i] = first[i];
            left -= first[i];
        }
        boolean single = count % 2 == 1;
        shares[first.length] = single ? 2 * left : left;
        shares[count - 1 - first.length] = shares[first.length];
        return Arrays.stream(shares).boxed().toList();
    }

    /** The error shrinks with this power of the step. */
    public int order() {
        return order;
    }

    /** Kicks in one step. */
    public int stages() {
        return kicks.size();
    }

    /** Share of the step that drift {@code i} takes, before kick {@code i} or, the last one, after all of them. */
    public double drift(int i) {
        return drifts.get(i);
    }

    /** Share of the step that kick {@code i} takes. */
    public double kick(int i) {
        return kicks.get(i);
    }

    /** @throws IllegalArgumentException if {@code field} is not a {@link SeparableHamiltonian} */
    @Override
    public Propagator over(VectorField field, double unit, int steps) {
        Check.that(
                field instanceof SeparableHamiltonian,
                "drifts and kicks need a separable Hamiltonian, got %s; implicit midpoint takes any",
                field);
        return new SplittingSteps(this, (SeparableHamiltonian) field, unit, steps);
    }

    /**
     * How far the energy of an oscillator may swing above what it was at any other time, as a share of it, for every product of
     * frequency and step up to {@code angle}; infinite where a step is unstable. The step keeps a quadratic form of its own exactly;
     * the two ratios between that form and the energy bound the swing for all times, mode by mode and so for their sum.
     */
    public double swing(double angle) {
        double most = 1;
        for (int i = 1; i <= SAMPLES; i++) {
            most = Math.max(most, ratio(angle * i / SAMPLES));
        }
        return most - 1;
    }

    /** Ratio of the squared axes of the ellipse on which an oscillator of frequency one moves under a step of length {@code z}. */
    private double ratio(double z) {
        // Columns of the step's matrix: where (1, 0) and (0, 1) go.
        double q1 = 1;
        double p1 = 0;
        double q2 = 0;
        double p2 = 1;
        for (int i = 0; i < drifts.size(); i++) {
            q1 += drifts.get(i) * z * p1;
            q2 += drifts.get(i) * z * p2;
            double kick = i < kicks.size() ? kicks.get(i) * z : 0;
            p1 -= kick * q1;
            p2 -= kick * q2;
        }
        double axes = -p1 / q2;
        boolean stable = Math.abs(q1) < 1 && axes > 0;
        return stable ? Math.max(axes, 1 / axes) : Double.POSITIVE_INFINITY;
    }
}
