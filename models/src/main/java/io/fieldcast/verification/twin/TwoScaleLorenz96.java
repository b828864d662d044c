package io.fieldcast.verification.twin;

import io.fieldcast.domain.Check;
import io.fieldcast.dynamics.Lorenz96;
import io.fieldcast.dynamics.Propagator;
import io.fieldcast.dynamics.VectorField;
import io.fieldcast.numerics.DenseKernels;
import io.fieldcast.numerics.Ensemble;
import io.fieldcast.observation.Distance;
import io.fieldcast.observation.RowPlaces;
import java.util.List;

/**
 * Lorenz-96 in two scales: each slow variable drives a few fast ones and feels their sum. Slow variables come first in the state;
 * the fast ones follow in the order of the slow ones that they belong to. Immutable.
 *
 * <pre>
 * dX_k/dt = (X_{k+1} − X_{k−2}) X_{k−1} − X_k + F − (hc/b) Σ Y_j
 * dY_j/dt = cb (Y_{j−1} − Y_{j+2}) Y_{j+1} − c Y_j + (hc/b) X_k
 * </pre>
 *
 * @param slow number of slow variables, at least 4
 * @param fast number of fast variables of each slow one, at least 1
 * @param forcing F
 * @param coupling h
 * @param timeScale c
 * @param spaceScale b
 * @see <a href="https://doi.org/10.1017/CBO9780511617652.004">Lorenz (1996), Predictability: a problem partly solved</a>
 */
public record TwoScaleLorenz96(int slow, int fast, double forcing, double coupling, double timeScale, double spaceScale)
        implements VectorField, Method.Places {
    public TwoScaleLorenz96 {
        Check.that(slow >= 4 && fast >= 1, "needs at least 4 slow and 1 fast variables, got %d and %d", slow, fast);
    }

    @Override
    public int size() {
        return slow * (1 + fast);
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
        new Lorenz96(slow, forcing)
                .derivative(
                        state,
                        atState,
                        parameters,
                        atParameters,
                        members,
                        derivative,
                        atDerivative,
                        scratch,
                        atScratch);
        double exchange = coupling * timeScale / spaceScale;
        double turn = timeScale * spaceScale;
        int count = slow * fast;
        int first = atState + slow * members;
        for (int j = 0; j < count; j++) {
            int here = first + j * members;
            int before = first + (j == 0 ? count - 1 : j - 1) * members;
            int next = first + (j + 1) % count * members;
            int twoNext = first + (j + 2) % count * members;
            int driver = atState + j / fast * members;
            int to = atDerivative + (slow + j) * members;
            for (int m = 0; m < members; m++) {
                derivative[to + m] = turn * (state[before + m] - state[twoNext + m]) * state[next + m]
                        - timeScale * state[here + m]
                        + exchange * state[driver + m];
            }
            int driven = atDerivative + j / fast * members;
            DenseKernels.addScaled(-exchange, state, here, derivative, driven, members);
        }
    }

    /** Fast variables sit where their slow one does. */
    @Override
    public RowPlaces of(List<Ensemble.Block> blocks) {
        Check.that(
                blocks.size() == 1 && blocks.get(0).name().equals(Propagator.STATE),
                "expected a state and nothing else, got %s",
                blocks);
        double[] xs = new double[size()];
        for (int row = 0; row < xs.length; row++) {
            xs[row] = row < slow ? row : (row - slow) / fast;
        }
        return RowPlaces.at(xs, new double[xs.length], xs.length);
    }

    @Override
    public Distance distance() {
        return new Ring(slow).distance();
    }
}
