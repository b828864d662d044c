package io.fieldcast.dynamics.network;

import io.fieldcast.dynamics.Propagator;
import io.fieldcast.dynamics.hamiltonian.Splitting;
import io.fieldcast.testkit.Gen;
import io.fieldcast.testkit.ReversibleContract;
import io.fieldcast.testkit.SymplecticContract;

/** A variational network of angles: rotations instead of straight drifts. */
class CircleNetworkTest implements SymplecticContract, ReversibleContract {
    @Override
    public Propagator propagator(Gen gen) {
        EnergyNetwork potential = Untrained.energy(Features.whole(4), 0, new Correction(0.2, 0), gen.seed());
        double[] masses = {gen.uniform(2, 4), gen.uniform(2, 4)};
        VariationalNetwork network = new VariationalNetwork(potential, masses, VariationalNetwork.Space.CIRCLE);
        return Splitting.VELOCITY_VERLET.over(network, 0.1, gen.integer(1, 3));
    }

    @Override
    public double spacing() {
        return 0.004;
    }
}
