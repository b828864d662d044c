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
public final class HamiltonianNetwork implements Hamiltonian {
    private final EnergyNetwork energy;

    /** @param energy of a state with positions in the first half of its rows and momenta in the second */
    public HamiltonianNetwork(EnergyNetwork energy) {
        Check.that(
                energy.size() % 2 == 0,
                "a Hamiltonian state has as many momenta as positions, got %d numbers",
                energy.size());
        this.energy = energy;
    }

    @Override
    public int size() {
        return energy.size();
    }

    @Override
    public List<Parameter> parameters() {
        return energy.parameters();
    }

    @Override
    public int scratchSize(int members) {
        return energy.energyScratch(members);
    }

    @Override
    public int energyScratch(int members) {
        return energy.energyScratch(members);
    }

    @Override
    public void gradient(
            double[] state,
            int atState,
            double[] parameters,
            int atParameters,
            int members,
            double[] gradient,
            int atGradient,
            double[] scratch,
            int atScratch) {
        energy.gradient(state, atState, parameters, atParameters, members, gradient, atGradient, scratch, atScratch);
    }

    @Override
    public void energy(
            double[] state,
            int atState,
            int rows,
            double[] parameters,
            int atParameters,
            int members,
            double[] energies,
            int atEnergies,
            double[] scratch,
            int atScratch) {
        energy.energy(
                state, atState, rows, parameters, atParameters, members, energies, atEnergies, scratch, atScratch);
    }
}
