package io.fieldcast.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.fieldcast.dynamics.Claim;
import io.fieldcast.dynamics.Propagator;
import io.fieldcast.numerics.Ensemble;
import java.util.List;

/**
 * Tests {@link Claim.Symplectic}: one step's Jacobian M has {@code |MᵀSM − S| ≤ 1e-12 |M|²} in the Frobenius norm.
 *
 * <p>Every column of M is a central difference over twelve points, whose weights cancel all but the thirteenth derivative: for
 * smooth maps it is exact to rounding over the spacing, which two points are not. All points of all columns are members of one ensemble.
 */
public interface SymplecticContract extends PropagatorContract {
    /** Weight of the difference between the points k spacings ahead and behind, k from 1: {@code 2 (−1)^(k+1) (6!)² / (k (6−k)! (6+k)!)}, halved. */
    List<Double> WEIGHTS = List.of(6.0 / 7, -15.0 / 56, 5.0 / 63, -1.0 / 56, 1.0 / 385, -1.0 / 5544);

    /** Distance between the points of a difference; smaller where the map bends on a shorter scale. */
    default double spacing() {
        return 0.02;
    }

    @Seeds
    default void isCanonical(Gen gen) {
        Propagator propagator = propagator(gen);
        int n = propagator.stateSize();
        Ensemble centre = gen.ensemble(propagator, 2);
        double[] jacobian = jacobian(propagator, centre, step(gen), spacing());
        double worst = 0;
        double norm = 0;
        int half = n / 2;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                double product = 0;
                for (int k = 0; k < half; k++) {
                    product += jacobian[k * n + i] * jacobian[(k + half) * n + j]
                            - jacobian[(k + half) * n + i] * jacobian[k * n + j];
                }
                double expected = j == i + half ? 1 : i == j + half ? -1 : 0;
                worst += (product - expected) * (product - expected);
                norm += jacobian[i * n + j] * jacobian[i * n + j];
            }
        }
        assertThat(Math.sqrt(worst)).as("|MᵀSM − S|").isLessThanOrEqualTo(1e-12 * norm);
    }

    /** One step's Jacobian at the first member of {@code centre}, row-major. */
    static double[] jacobian(Propagator propagator, Ensemble centre, double step, double spacing) {
        int n = propagator.stateSize();
        int points = 2 * WEIGHTS.size();
        int members = n * points;
        Ensemble all = Ensemble.of(members, centre.blocks());
        for (int row = 0; row < centre.size(); row++) {
            for (int m = 0; m < members; m++) {
                all.values()[row * members + m] = centre.values()[row * centre.members()];
            }
        }
        for (int column = 0; column < n; column++) {
            for (int k = 1; k <= WEIGHTS.size(); k++) {
                int ahead = column * members + column * points + 2 * (k - 1);
                all.values()[ahead] += k * spacing;
                all.values()[ahead + 1] -= k * spacing;
            }
        }
        propagator.advance(all, step, new double[propagator.scratchSize(members)]);
        double[] jacobian = new double[n * n];
        for (int row = 0; row < n; row++) {
            for (int column = 0; column < n; column++) {
                double sum = 0;
                for (int k = 1; k <= WEIGHTS.size(); k++) {
                    int ahead = row * members + column * points + 2 * (k - 1);
                    sum += WEIGHTS.get(k - 1) * (all.values()[ahead] - all.values()[ahead + 1]);
                }
                jacobian[row * n + column] = sum / spacing;
            }
        }
        return jacobian;
    }
}
