package io.fieldcast.dynamics.network;

import io.fieldcast.domain.Check;
import io.fieldcast.dynamics.Parameter;
import java.util.List;

/**
 * A learned structure: a perceptron writes the n (n − 1) / 2 numbers below the diagonal of J(x), which the skew form repeats with the other
 * sign, and the n (n + 1) / 2 of a lower triangle L(x), of which {@code R = L Lᵀ} cannot be negative whatever the weights are. R itself is
 * never formed. Immutable.
 */
public final class StructureNetwork implements Structure {
    private final Mlp network;
    private final int size;

    /** @param network from n numbers to n²: the rows of J below its diagonal, then the rows of L up to its diagonal */
    public StructureNetwork(Mlp network) {
        this.size = network.inputs();
        Check.that(
                network.outputs() == size * size,
                "a structure of so many numbers has other entries: %d, expected %d",
                network.outputs(),
                size * size);
        this.network = network;
    }

    @Override
    public List<Parameter> parameters() {
        return List.of();
    }

    @Override
    public int scratchSize(int members) {
        return (size * size + size) * members + network.forwardScratch(members);
    }

    @Override
    public void apply(
            double[] state,
            int atState,
            int size,
            double[] parameters,
            int atParameters,
            int members,
            double[] force,
            int atForce,
            double[] moved,
            int atMoved,
            double[] scratch,
            int atScratch) {
        int projected = atScratch + size * size * members;
        network.forward(state, atState, members, scratch, atScratch, scratch, projected + size * members);
        for (int i = 0; i < size * members; i++) {
            moved[atMoved + i] = 0;
            scratch[projected + i] = 0;
        }
        int entry = atScratch;
        for (int row = 1; row < size; row++) {
            for (int column = 0; column < row; column++, entry += members) {
                for (int m = 0; m < members; m++) {
                    double skew = scratch[entry + m];
                    moved[atMoved + row * members + m] += skew * force[atForce + column * members + m];
                    moved[atMoved + column * members + m] -= skew * force[atForce + row * members + m];
                }
            }
        }
        int triangle = entry;
        for (int row = 0; row < size; row++) {
            for (int column = 0; column <= row; column++, entry += members) {
                for (int m = 0; m < members; m++) {
                    scratch[projected + column * members + m] +=
                            scratch[entry + m] * force[atForce + row * members + m];
                }
            }
        }
        entry = triangle;
        for (int row = 0; row < size; row++) {
            for (int column = 0; column <= row; column++, entry += members) {
                for (int m = 0; m < members; m++) {
                    moved[atMoved + row * members + m] -=
                            scratch[entry + m] * scratch[projected + column * members + m];
                }
            }
        }
    }
}
