package io.fieldcast.dynamics.network;

import io.fieldcast.dynamics.Choices;
import io.fieldcast.dynamics.Propagator;
import io.fieldcast.dynamics.Setting;
import io.fieldcast.dynamics.hamiltonian.DiscreteGradient;
import io.fieldcast.geometry.Representation;
import java.util.List;

/** A learned energy of field and damped momentum, by name. */
public final class PortHamiltonianNetworkDynamics extends NetworkDynamics {
    private static final Setting FORCING =
            new Setting("forcing", 0, 0, 10, "prior sd of a steady push on the momentum; 0 for none");

    /** For {@link java.util.ServiceLoader}. */
    public PortHamiltonianNetworkDynamics() {
        super("port-hamiltonian-network", 2);
    }

    @Override
    public String summary() {
        return "A trained network is the energy of the field and of a damped momentum; the motion never raises it, a steady push may.";
    }

    @Override
    public String use() {
        return "Where the field swings and dies away, overshoots on its way back to the climatology, or is held off it (forcing).";
    }

    @Override
    public String paper() {
        return "van der Schaft and Jeltsema 2014; Course, Evans and Nair 2020";
    }

    @Override
    List<Setting> more() {
        return List.of(FORCING);
    }

    @Override
    Propagator propagator(EnergyNetwork energy, Representation places, Choices choices, int steps) {
        double damping = choices.model().number("damping");
        DampedCanonical structure = new DampedCanonical(damping, choices.number("correction"));
        SteadyForcing forcing = SteadyForcing.of(places, choices.number("forcing"));
        PortHamiltonianNetwork network = new PortHamiltonianNetwork(energy, structure, forcing);
        return new LayeredPropagator(new DiscreteGradient(network, 1, steps), moving(choices.model()));
    }
}
