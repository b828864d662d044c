package io.fieldcast.dynamics.network;

import io.fieldcast.dynamics.Propagator;
import io.fieldcast.dynamics.TrainedModel;
import io.fieldcast.dynamics.hamiltonian.Splitting;
import java.util.Arrays;

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
    boolean keeps() {
        return true;
    }

    @Override
    Propagator propagator(EnergyNetwork energy, TrainedModel model, double correction, int steps) {
        double[] masses = new double[energy.size()];
        Arrays.fill(masses, model.number("mass"));
        VariationalNetwork network = new VariationalNetwork(energy, masses, VariationalNetwork.Space.LINE);
        return new LayeredPropagator(Splitting.VELOCITY_VERLET.over(network, 1, steps), moving(model));
    }
}
