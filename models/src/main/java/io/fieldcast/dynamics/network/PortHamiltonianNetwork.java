package io.fieldcast.dynamics.network;

import io.fieldcast.dynamics.Parameter;
import io.fieldcast.dynamics.hamiltonian.PortHamiltonian;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code x' = (J(x) − R(x)) ∇H(x)} with a learned energy H: it never rises, {@code dH/dt = −∇Hᵀ R ∇H}, whatever the weights are. With
 * {@link SteepestDescent} it is a stable neural flow. Immutable.
 *
 * @see <a href="https://arxiv.org/abs/2003.08063">Massaroli et al. (2020)</a>
 * @see <a href="https://doi.org/10.1561/2600000002">van der Schaft and Jeltsema (2014)</a>
 */
public final class PortHamiltonianNetwork implements PortHamiltonian {
    private final EnergyNetwork energy;
    private final Structure structure;
    private final List<Parameter> parameters;

    /** Its parameters are those of the energy, then those of the structure. */
    public PortHamiltonianNetwork(EnergyNetwork energy, Structure structure) {
        this.energy = energy;
        this.structure = structure;
        List<Parameter> all = new ArrayList<>(energy.parameters());
        all.addAll(structure.parameters());
        this.parameters = List.copyOf(all);
    }

    @Override
    public int size() {
        return energy.size();
    }

    @Override
    public List<Parameter> parameters() {
        return parameters;
    }

    @Override
    public int structureScratch(int members) {
        return Math.max(energy.energyScratch(members), structure.scratchSize(members));
    }

    @Override
    public int energyScratch(int members) {
        return energy.energyScratch(members);
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
    public void structure(
            double[] state,
            int atState,
            double[] parameters,
            int atParameters,
            int members,
            double[] force,
            int atForce,
            double[] moved,
            int atMoved,
            double[] scratch,
            int atScratch) {
        int own = atParameters + energy.parameters().size() * members;
        structure.apply(
                state, atState, size(), parameters, own, members, force, atForce, moved, atMoved, scratch, atScratch);
    }
}
