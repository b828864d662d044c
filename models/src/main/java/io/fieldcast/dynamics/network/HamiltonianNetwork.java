package io.fieldcast.dynamics.network;

import io.fieldcast.domain.Check;
import io.fieldcast.dynamics.Hamiltonian;
import io.fieldcast.dynamics.Parameter;
import java.util.List;

/**
 * Hamiltonian network: a learned energy H of positions and momenta and the motion {@code x' = S ∇H(x)} that keeps it, whatever its
 * weights are. Immutable.
 *
 * @see <a href="https://arxiv.org/abs/1906.01563">Greydanus, Dzamba and Yosinski (2019)</a>
 */
public final class HamiltonianNetwork extends EnergyMotion implements Hamiltonian {
    /** @param energy of a state with positions in the first half of its rows and momenta in the second */
    public HamiltonianNetwork(EnergyNetwork energy) {
        super(energy);
        Check.that(
                energy.size() % 2 == 0,
                "a Hamiltonian state has as many momenta as positions, got %d numbers",
                energy.size());
    }

    @Override
    public List<Parameter> parameters() {
        return learned().parameters();
    }

    @Override
    public int scratchSize(int members) {
        return learned().energyScratch(members);
    }
}
