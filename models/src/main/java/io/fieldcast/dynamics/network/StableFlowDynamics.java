package io.fieldcast.dynamics.network;

import io.fieldcast.dynamics.Choices;
import io.fieldcast.dynamics.Propagator;
import io.fieldcast.dynamics.Setting;
import io.fieldcast.dynamics.hamiltonian.DiscreteGradient;
import io.fieldcast.geometry.Representation;
import java.util.List;

/** A learned energy that the field runs down, by name. */
public final class StableFlowDynamics extends NetworkDynamics {
    /** For {@link java.util.ServiceLoader}. */
    public StableFlowDynamics() {
        super("stable-flow", 1);
    }

    @Override
    public String summary() {
        return "A trained network is an energy that the field runs down: decay and exchange between neighbours, each at its own rate.";
    }

    @Override
    public String use() {
        return "Where anomalies decay faster or slower the larger they are, or even out between neighbours.";
    }

    @Override
    public String paper() {
        return "Massaroli et al. 2020";
    }

    @Override
    List<Setting> more() {
        return List.of();
    }

    @Override
    Propagator propagator(EnergyNetwork energy, Representation places, Choices choices, int steps) {
        return new DiscreteGradient(new PortHamiltonianNetwork(energy, new SteepestDescent()), 1, steps);
    }
}
