package io.fieldcast.dynamics.network;

import io.fieldcast.dynamics.Choices;
import io.fieldcast.dynamics.Propagator;
import io.fieldcast.dynamics.Setting;
import io.fieldcast.dynamics.hamiltonian.Splitting;
import io.fieldcast.geometry.Representation;
import java.util.Arrays;
import java.util.List;

/** A learned discrete Lagrangian of the field, by name. */
public final class VariationalNetworkDynamics extends NetworkDynamics {
    /** For {@link java.util.ServiceLoader}. */
    public VariationalNetworkDynamics() {
        super("variational-network", 1);
    }

    @Override
    public String summary() {
        return "A trained network is the field's potential in a discrete Lagrangian; explicit steps that are symplectic and reversible.";
    }

    @Override
    public String use() {
        return "As the Hamiltonian network, but cheaper, and better with few or noisy frames: momenta enter by their squares alone.";
    }

    @Override
    public String paper() {
        return "Saemundsson, Terenin, Hofmann and Deisenroth 2020";
    }

    @Override
    List<Setting> more() {
        return List.of(KEPT);
    }

    @Override
    Propagator propagator(EnergyNetwork energy, Representation places, Choices choices, int steps) {
        double[] masses = new double[energy.size()];
        Arrays.fill(masses, choices.model().number("mass"));
        VariationalNetwork network = new VariationalNetwork(energy, masses, VariationalNetwork.Space.LINE);
        return new LayeredPropagator(Splitting.VELOCITY_VERLET.over(network, 1, steps), moving(choices.model()));
    }
}
