package io.fieldcast.testkit;

import io.fieldcast.dynamics.Advance;
import io.fieldcast.dynamics.Energy;
import io.fieldcast.dynamics.Propagator;
import io.fieldcast.numerics.Ensemble;

/** What contracts measure of energy. */
public final class Energies {
    private Energies() {}

    /** The propagator's own energy of every member. */
    public static double[] of(Propagator propagator, Ensemble ensemble) {
        int members = ensemble.members();
        Energy energy = propagator.energy();
        double[] parameters = new double[propagator.parameters().size() * members];
        Advance.modelParameters(propagator, ensemble, parameters, 0);
        double[] energies = new double[members];
        int at = ensemble.block(Propagator.STATE).from() * members;
        double[] scratch = new double[energy.energyScratch(members)];
        energy.energy(ensemble.values(), at, propagator.stateSize(), parameters, 0, members, energies, 0, scratch, 0);
        return energies;
    }

    /** Turns the momenta, the second half of the state, round. */
    public static void turn(Ensemble ensemble) {
        Ensemble.Block state = ensemble.block(Propagator.STATE);
        int middle = state.from() + Math.floorDiv(state.rows(), 2);
        for (int at = middle * ensemble.members(); at < state.to() * ensemble.members(); at++) {
            ensemble.values()[at] = -ensemble.values()[at];
        }
    }

    /** The momenta turned round in a copy of one state. */
    public static double[] turned(double[] state) {
        double[] turned = state.clone();
        for (int i = Math.floorDiv(state.length, 2); i < state.length; i++) {
            turned[i] = -turned[i];
        }
        return turned;
    }
}
