package io.fieldcast.dynamics.network;

import io.fieldcast.dynamics.Parameter;
import io.fieldcast.dynamics.hamiltonian.PortHamiltonian;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code x' = (J(x) − R(x)) ∇H(x) + g u} with a learned energy H: without an input u it never rises, {@code dH/dt = −∇Hᵀ R ∇H}, whatever
 * the weights are. With {@link SteepestDescent} it is a stable neural flow. Immutable.
 *
 * @see <a href="https://arxiv.org/abs/2003.08063">Massaroli et al. (2020)</a>
 * @see <a href="https://doi.org/10.1561/2600000002">van der Schaft and Jeltsema (2014)</a>
 */
public final class PortHamiltonianNetwork extends EnergyMotion implements PortHamiltonian {
    private final Structure structure;
    private final SteadyForcing forcing;
    private final List<Parameter> parameters;

    /** Without an input. */
    public PortHamiltonianNetwork(EnergyNetwork energy, Structure structure) {
        this(energy, structure, SteadyForcing.NONE);
    }

    /** Its parameters are those of the energy, then those of the structure, then those of the forcing. */
    public PortHamiltonianNetwork(EnergyNetwork energy, Structure structure, SteadyForcing forcing) {
        super(energy);
        this.structure = structure;
        this.forcing = forcing;
        List<Parameter> all = new ArrayList<>(energy.parameters());
        all.addAll(structure.parameters());
        all.addAll(forcing.parameters());
        this.parameters = List.copyOf(all);
    }

    @Override
    public List<Parameter> parameters() {
        return parameters;
    }

    @Override
    public boolean isForced() {
        return !forcing.parameters().isEmpty();
    }

    @Override
    public void addInput(double[] parameters, int atParameters, int members, double[] moved, int atMoved) {
        int before = this.parameters.size() - forcing.parameters().size();
        forcing.add(parameters, atParameters + before * members, members, moved, atMoved);
    }

    @Override
    public int structureScratch(int members) {
        return Math.max(learned().energyScratch(members), structure.scratchSize(members));
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
        int own = atParameters + learned().parameters().size() * members;
        structure.apply(
                state, atState, size(), parameters, own, members, force, atForce, moved, atMoved, scratch, atScratch);
    }
}
