package io.fieldcast.dynamics.network;

import io.fieldcast.dynamics.Energy;

/** What motions under a learned energy have in common: the energy and its gradient. Immutable. */
abstract class EnergyMotion implements Energy {
    private final EnergyNetwork energy;

    EnergyMotion(EnergyNetwork energy) {
        this.energy = energy;
    }

    /** The energy. */
    final EnergyNetwork learned() {
        return energy;
    }

    /** Length of the state. */
    public int size() {
        return energy.size();
    }

    /** Writes ∂H/∂x of every member; arguments as for {@link EnergyNetwork#gradient}. */
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
}
