package io.fieldcast.dynamics.hamiltonian;

/**
 * The {@link Bead} with a skew part that depends on its place, friction on its momentum, and a third variable into which half of the
 * momentum leaks: {@code H = bead + ½ s² + ¼ s⁴}. Immutable.
 *
 * @param friction of the momentum; 0 for none
 */
record DampedBead(double friction) implements PortHamiltonian {
    private static final Bead BEAD = new Bead();

    @Override
    public int size() {
        return 3;
    }

    @Override
    public int structureScratch(int members) {
        return 0;
    }

    @Override
    public void energy(
            double[] state,
            int atState,
            int rows,
            double[] parameters,
            int atParameters,
            int members,
            double[] energy,
            int atEnergy,
            double[] scratch,
            int atScratch) {
        BEAD.energy(state, atState, 2, parameters, atParameters, members, energy, atEnergy, scratch, atScratch);
        for (int m = 0; m < members; m++) {
            double s = state[atState + 2 * members + m];
            energy[atEnergy + m] += 0.5 * s * s + 0.25 * s * s * s * s;
        }
    }

    @Override
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
        BEAD.gradient(state, atState, parameters, atParameters, members, gradient, atGradient, scratch, atScratch);
        for (int m = 0; m < members; m++) {
            double s = state[atState + 2 * members + m];
            gradient[atGradient + 2 * members + m] = s + s * s * s;
        }
    }

    @Override
    public void structure(
            double[] state,
            int atState,
            double[] parameters,
            int atParameters,
            int members,
            double[] force,
            int atForce,
            double[] moved,
            int atMoved,
            double[] scratch,
            int atScratch) {
        for (int m = 0; m < members; m++) {
            double q = force[atForce + m];
            double p = force[atForce + members + m];
            double s = force[atForce + 2 * members + m];
            double turn = 1 + 0.3 * Math.sin(state[atState + m]);
            moved[atMoved + m] = turn * p;
            moved[atMoved + members + m] = -turn * q - 0.5 * s - friction * p;
            moved[atMoved + 2 * members + m] = 0.5 * p;
        }
    }
}
