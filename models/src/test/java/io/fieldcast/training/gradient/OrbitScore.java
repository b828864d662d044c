package io.fieldcast.training.gradient;

import io.fieldcast.dynamics.Propagator;
import io.fieldcast.dynamics.RungeKutta4;
import io.fieldcast.dynamics.VectorField;
import io.fieldcast.numerics.Ensemble;

/** How well a learned field follows exact orbits from their starts: mean squared error of the true energy, and of the state. */
public record OrbitScore(double energy, double state) {
    /**
     * Runs all orbits at once, each a member.
     *
     * @param span time from the first point of an orbit to its last
     * @param steps Runge–Kutta steps in a unit of time
     */
    public static OrbitScore of(VectorField field, Orbits orbits, double span, int steps) {
        int size = field.size();
        int members = orbits.count();
        Ensemble ensemble = Ensemble.ofState(size, members);
        Propagator propagator = new RungeKutta4(field, 1, steps);
        double[] scratch = new double[propagator.scratchSize(members)];
        double[] followed = new double[size];
        double energies = 0;
        double states = 0;
        for (int point = 0; point < orbits.points(); point++) {
            for (int orbit = 0; orbit < members; orbit++) {
                int at = (orbit * orbits.points() + point) * size;
                for (int i = 0; i < size; i++) {
                    if (point == 0) {
                        ensemble.values()[i * members + orbit] = orbits.states()[at + i];
                    }
                    followed[i] = ensemble.values()[i * members + orbit];
                    double error = followed[i] - orbits.states()[at + i];
                    states += error * error / size;
                }
                double error = orbits.energy(followed, 0) - orbits.energy(orbits.states(), at);
                energies += error * error;
            }
            propagator.advance(ensemble, span / (orbits.points() - 1), scratch);
        }
        double samples = (double) members * orbits.points();
        return new OrbitScore(energies / samples, states / samples);
    }
}
