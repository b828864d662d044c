package io.fieldcast.dynamics.network;

import io.fieldcast.dynamics.Choices;
import io.fieldcast.dynamics.Propagator;
import io.fieldcast.dynamics.Setting;
import io.fieldcast.dynamics.hamiltonian.ImplicitMidpoint;
import io.fieldcast.geometry.Representation;
import java.util.List;

/** A learned energy of field and momentum, by name. */
public final class HamiltonianNetworkDynamics extends NetworkDynamics {
    /** For {@link java.util.ServiceLoader}. */
    public HamiltonianNetworkDynamics() {
        super("hamiltonian-network", 2);
    }

    @Override
    public String summary() {
        return "A trained network is the energy of the field and of a momentum behind it; the motion keeps it by symplectic steps.";
    }

    @Override
    public String use() {
        return "Where the field swings rather than drifts or decays, such as tides, seiches and loads on a grid.";
    }

    @Override
    public String paper() {
        return "Greydanus, Dzamba and Yosinski 2019";
    }

    @Override
    List<Setting> more() {
        return List.of(KEPT);
    }

    @Override
    Propagator propagator(EnergyNetwork energy, Representation places, Choices choices, int steps) {
        ImplicitMidpoint midpoint = new ImplicitMidpoint(new HamiltonianNetwork(energy), 1, steps);
        return new LayeredPropagator(midpoint, moving(choices.model()));
    }
}
