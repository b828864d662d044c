package io.fieldcast.dynamics.network;

import io.fieldcast.dynamics.Propagator;
import io.fieldcast.dynamics.TrainedModel;
import io.fieldcast.dynamics.hamiltonian.DiscreteGradient;

/** A learned energy of field and damped momentum, by name. */
public final class PortHamiltonianNetworkDynamics extends NetworkDynamics {
    /** For {@link java.util.ServiceLoader}. */
    public PortHamiltonianNetworkDynamics() {
        super("port-hamiltonian-network", 2);
    }

    @Override
    public String summary() {
        return "A trained network is the energy of the field and of a damped momentum; the motion never raises it.";
    }

    @Override
    public String use() {
        return "Where the field swings and dies away, or overshoots on its way back to the climatology.";
    }

    @Override
    public String paper() {
        return "van der Schaft and Jeltsema 2014; Course, Evans and Nair 2020";
    }

    @Override
    boolean keeps() {
        return false;
    }

    @Override
    Propagator propagator(EnergyNetwork energy, TrainedModel model, double correction, int steps) {
        DampedCanonical structure = new DampedCanonical(model.number("damping"), correction);
        return new LayeredPropagator(
                new DiscreteGradient(new PortHamiltonianNetwork(energy, structure), 1, steps), moving(model));
    }
}
