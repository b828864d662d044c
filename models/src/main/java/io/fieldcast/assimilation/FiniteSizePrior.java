package io.fieldcast.assimilation;

import io.fieldcast.domain.Check;
import java.io.Serializable;

/**
 * How the finite-size filter inflates the prior: the mean and covariance of N members being themselves only estimates, the prior
 * of the state is a Student's t distribution, and the analysis finds the one factor l on the prior anomalies that suits this
 * prior and the innovations best. With λ = l², the eigenvalues θ of SᵀS and the innovations δ along its eigenvectors, it minimises the dual cost function
 *
 * <p>{@code J(λ) = Σ δ² / (1 + λ θ) / (N − 1) + ε / λ + c log λ},
 *
 * <p>with {@code ε = (N + 1) / N} and {@code c = N / (N − 1)} both corrected for the mode of the prior, their equation 36, and
 * multiplied by {@code strength}. Immutable.
 *
 * @param strength factor on the hyperprior, above 0: 1 as published, above 1 trusts the members' covariance more
 * @see <a href="https://doi.org/10.5194/npg-22-645-2015">Bocquet, Raanes and Hannart (2015)</a>
 */
public record FiniteSizePrior(double strength) implements Serializable {
    /** As for adaptive inflation: at most twice the standard deviation, so that one wild observation cannot blow up the ensemble. */
    static final double MOST = 4;

    private static final int MOST_STEPS = 200;

    private static final double TOLERANCE = 1e-14;

    public FiniteSizePrior {
        Check.that(
                strength > 0 && Double.isFinite(strength),
                "prior strength must be finite and above 0, got %s",
                strength);
    }

    /**
     * The λ at which J is least: the first minimum at or above the mode of the hyperprior.
     *
     * @param members N
     * @param count number of eigenvalues, at most N; of those left out all are 0
     * @param eigenvalues θ, at least 0
     * @param squares θ δ² of each
     * @return at most {@link #MOST}; NaN if the sums overflow
     */
    double factor(int members, int count, double[] eigenvalues, double[] squares) {
        double exact = 0;
        for (int i = 0; i < count; i++) {
            exact += 1 / (1 + eigenvalues[i]);
        }
        double unexplained = (exact + members - count) / members;
        double pull = (members + 1.0) / members;
        double rise = members / (members - 1.0);
        double correction = Math.sqrt(Math.pow(pull / rise, unexplained));
        return least(members, count, eigenvalues, squares, strength * pull / correction, strength * rise * correction);
    }

    /**
     * The search begins at the mode of the hyperprior: below it the cost falls, and observations only make it fall longer. Then
     * Newton's method on {@code λ² J'(λ) = c λ − ε − Σ θ δ² λ² / (1 + λ θ)² / (N − 1)}, kept inside a bracket that halves where
     * Newton would leave it.
     */
    private static double least(
            int members, int count, double[] eigenvalues, double[] squares, double pull, double rise) {
        double low = pull / rise;
        double high = low;
        double value;
        do {
            low = high;
            high = Math.min(MOST, 1.25 * low);
            value = slope(members, count, eigenvalues, squares, pull, rise, high);
        } while (value < 0 && high < MOST);
        if (value <= 0 || !Double.isFinite(value)) {
            return Double.isFinite(value) ? MOST : Double.NaN;
        }
        double at = low;
        for (int step = 0; step < MOST_STEPS && high - low > TOLERANCE * high; step++) {
            value = slope(members, count, eigenvalues, squares, pull, rise, at);
            if (value < 0) {
                low = at;
            } else {
                high = at;
            }
            double next = at - value / curvature(members, count, eigenvalues, squares, rise, at);
            boolean inside = next > low && next < high;
            next = inside ? next : 0.5 * (low + high);
            if (Math.abs(next - at) <= TOLERANCE * at) {
                return next;
            }
            at = next;
        }
        return at;
    }

    private static double slope(
            int members, int count, double[] eigenvalues, double[] squares, double pull, double rise, double factor) {
        double sum = 0;
        for (int i = 0; i < count; i++) {
            double shrink = factor / (1 + factor * eigenvalues[i]);
            sum += squares[i] * shrink * shrink;
        }
        return rise * factor - pull - sum / (members - 1);
    }

    /** Derivative of {@link #slope} by the factor. */
    private static double curvature(
            int members, int count, double[] eigenvalues, double[] squares, double rise, double factor) {
        double sum = 0;
        for (int i = 0; i < count; i++) {
            double damping = 1 / (1 + factor * eigenvalues[i]);
            sum += squares[i] * 2 * factor * damping * damping * damping;
        }
        return rise - sum / (members - 1);
    }
}
