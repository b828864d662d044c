package io.fieldcast.training;

import io.fieldcast.domain.Check;
import io.fieldcast.numerics.Cholesky;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Finds the coefficients of {@code x' = Σ_j c_j φ_j(x)} in a noisy trajectory without differentiating it: multiplied by a bump ψ that
 * vanishes at both ends of a window and integrated by parts, the equation reads {@code −∫ ψ' x dt = Σ_j c_j ∫ ψ φ_j(x) dt}, and noise averages
 * out over the window. Every row and window gives one linear equation; least squares does the rest, and terms that stay below a threshold
 * are left out one after the other. Immutable.
 *
 * @param window frames in a window, odd, at least 5
 * @param power of the bump {@code (1 − s²)^power}, at least 2
 * @param threshold coefficients of smaller size are taken for 0; 0 to keep all
 * @see <a href="https://proceedings.neurips.cc/paper/2020/hash/d9dbc51dc534921589adf460c85cd824-Abstract.html">Course, Evans and Nair
 *     (2020), Weak form generalized Hamiltonian learning</a>
 * @see <a href="https://doi.org/10.1137/20M1343166">Messenger and Bortz (2021)</a>
 */
public record WeakForm(int window, int power, double threshold) {
    private static final int SWEEPS = 10;

    /** Added to a diagonal of ones, so that terms that say nearly the same do not stop the solution. */
    private static final double RIDGE = 1e-13;

    public WeakForm {
        Check.that(window >= 5 && window % 2 == 1, "window must be odd and at least 5, got %d", window);
        Check.that(power >= 2, "power must be at least 2, got %d", power);
        Check.that(threshold >= 0, "threshold must not be below 0, got %s", threshold);
    }

    /** Candidate terms of a right-hand side. */
    public interface Terms {
        /** How many. */
        int count();

        /**
         * Writes every term at a state.
         *
         * @param values receives {@link #count} numbers
         */
        void write(double[] state, double[] values);
    }

    /**
     * All monomials up to a degree of two, in the order 1, x₁…xₙ, x₁x₁, x₁x₂ … xₙxₙ.
     *
     * @param size length of the state
     */
    public record Quadratics(int size) implements Terms {
        @Override
        public int count() {
            return 1 + size + size * (size + 1) / 2;
        }

        @Override
        public void write(double[] state, double[] values) {
            int at = 0;
            values[at++] = 1;
            for (int i = 0; i < size; i++) {
                values[at++] = state[i];
            }
            for (int i = 0; i < size; i++) {
                for (int j = i; j < size; j++) {
                    values[at++] = state[i] * state[j];
                }
            }
        }
    }

    /**
     * The coefficients of every row's equation.
     *
     * @param frames frames × size, row-major, equally spaced, finite
     * @param size length of a frame
     * @param step time between frames, above 0
     * @return size × terms, row-major
     * @throws IllegalArgumentException if there are fewer windows than terms
     */
    public double[] coefficients(double[] frames, int size, double step, Terms terms) {
        int count = frames.length / size;
        int stride = Math.max(1, window / 8);
        int windows = (count - window) / stride + 1;
        Check.that(
                windows >= terms.count(), "windows are too few for the terms: %d, wanted %d", windows, terms.count());
        double[] bump = bump();
        double[] slope = slope(step);
        double[] values = terms(frames, size, count, terms);
        double[] left = new double[windows * terms.count()];
        double[] right = new double[windows * size];
        for (int w = 0; w < windows; w++) {
            for (int i = 0; i < window; i++) {
                int frame = w * stride + i;
                for (int term = 0; term < terms.count(); term++) {
                    left[w * terms.count() + term] += step * bump[i] * values[frame * terms.count() + term];
                }
                for (int row = 0; row < size; row++) {
                    right[w * size + row] -= step * slope[i] * frames[frame * size + row];
                }
            }
        }
        return sparse(left, right, windows, size, terms.count());
    }

    /**
     * The same by finite differences, for comparison: central differences of the noisy frames on the left.
     *
     * @return size × terms, row-major
     */
    public double[] byDifferences(double[] frames, int size, double step, Terms terms) {
        int count = frames.length / size;
        double[] values = terms(frames, size, count, terms);
        double[] left = Arrays.copyOfRange(values, terms.count(), (count - 1) * terms.count());
        double[] right = new double[(count - 2) * size];
        for (int i = 0; i < right.length; i++) {
            right[i] = (frames[i + 2 * size] - frames[i]) / (2 * step);
        }
        return sparse(left, right, count - 2, size, terms.count());
    }

    /** ψ at every frame of a window; 0 at both ends. */
    public double[] bump() {
        double[] bump = new double[window];
        for (int i = 0; i < window; i++) {
            double s = place(i);
            bump[i] = Math.pow(1 - s * s, power);
        }
        return bump;
    }

    /**
     * ψ' at every frame of a window.
     *
     * @param step time between frames, above 0
     */
    public double[] slope(double step) {
        double[] slope = new double[window];
        int half = window / 2;
        for (int i = 0; i < window; i++) {
            double s = place(i);
            slope[i] = -2 * power * s * Math.pow(1 - s * s, power - 1.0) / (half * step);
        }
        return slope;
    }

    /** From −1 to 1 over the window. */
    private double place(int frame) {
        int half = window / 2;
        return (frame - half) / (double) half;
    }

    private static double[] terms(double[] frames, int size, int count, Terms terms) {
        double[] values = new double[count * terms.count()];
        double[] state = new double[size];
        double[] written = new double[terms.count()];
        for (int frame = 0; frame < count; frame++) {
            System.arraycopy(frames, frame * size, state, 0, size);
            terms.write(state, written);
            System.arraycopy(written, 0, values, frame * terms.count(), terms.count());
        }
        return values;
    }

    private double[] sparse(double[] left, double[] right, int equations, int size, int terms) {
        double[] coefficients = new double[size * terms];
        for (int row = 0; row < size; row++) {
            boolean[] kept = new boolean[terms];
            Arrays.fill(kept, true);
            for (int sweep = 0; sweep < SWEEPS; sweep++) {
                double[] found = leastSquares(left, right, equations, size, terms, row, kept);
                System.arraycopy(found, 0, coefficients, row * terms, terms);
                boolean changed = false;
                for (int term = 0; term < terms; term++) {
                    boolean small = kept[term] && Math.abs(found[term]) < threshold;
                    kept[term] &= !small;
                    changed |= small;
                }
                if (!changed) {
                    break;
                }
            }
        }
        return coefficients;
    }

    /** By the normal equations of the kept terms, each scaled to the same size. */
    private static double[] leastSquares(
            double[] left, double[] right, int equations, int size, int terms, int row, boolean[] kept) {
        int[] columns = IntStream.range(0, terms).filter(term -> kept[term]).toArray();
        int unknowns = columns.length;
        double[] found = new double[terms];
        if (unknowns == 0) {
            return found;
        }
        double[] scales = new double[unknowns];
        for (int i = 0; i < unknowns; i++) {
            for (int equation = 0; equation < equations; equation++) {
                double value = left[equation * terms + columns[i]];
                scales[i] += value * value;
            }
            scales[i] = scales[i] > 0 ? 1 / Math.sqrt(scales[i]) : 1;
        }
        double[] normal = new double[unknowns * unknowns];
        double[] moved = new double[unknowns];
        for (int equation = 0; equation < equations; equation++) {
            for (int i = 0; i < unknowns; i++) {
                double value = scales[i] * left[equation * terms + columns[i]];
                moved[i] += value * right[equation * size + row];
                for (int j = 0; j < unknowns; j++) {
                    normal[i * unknowns + j] += value * scales[j] * left[equation * terms + columns[j]];
                }
            }
        }
        for (int i = 0; i < unknowns; i++) {
            normal[i * unknowns + i] += RIDGE;
        }
        Cholesky cholesky = new Cholesky(unknowns);
        Check.that(cholesky.factor(normal), "the terms cannot be told apart in these frames");
        cholesky.solve(1, moved);
        for (int i = 0; i < unknowns; i++) {
            found[columns[i]] = scales[i] * moved[i];
        }
        return found;
    }
}
