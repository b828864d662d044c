package io.fieldcast.dynamics.network;

import io.fieldcast.dynamics.Parameter;
import java.util.List;

/**
 * {@code J = 0, R = 1}: the motion {@code x' = −∇ε(x)} of a stable neural flow, straight down the energy. Immutable.
 *
 * @see <a href="https://arxiv.org/abs/2003.08063">Massaroli et al. (2020), Stable Neural Flows</a>
 */
public final class SteepestDescent implements Structure {
    @Override
    public List<Parameter> parameters() {
        return List.of();
    }

    @Override
    public int scratchSize(int members) {
        return 0;
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
        for (int i = 0; i < size * members; i++) {
            moved[atMoved + i] = -force[atForce + i];
        }
    }
}
