package io.fieldcast.dynamics.hamiltonian;

import io.fieldcast.dynamics.Hamiltonian;

/** A bead whose inertia depends on its place, {@code H = ½ p² / (1 + q²) + ½ q² + ¼ q⁴}: no splitting into drift and kick. Immutable. */
record Bead() implements Hamiltonian {
    @Override
    public int size() {
        return 2;
    }

    @Override
    public boolean isEven() {
        return true;
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
        for (int m = 0; m < members; m++) {
            double q = state[atState + m];
            double p = state[atState + members + m];
            energy[atEnergy + m] = 0.5 * p * p / (1 + q * q) + 0.5 * q * q + 0.25 * q * q * q * q;
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
        for (int m = 0; m < members; m++) {
            double q = state[atState + m];
            double p = state[atState + members + m];
            double inertia = 1 + q * q;
            gradient[atGradient + m] = q + q * q * q - q * p * p / (inertia * inertia);
            gradient[atGradient + members + m] = p / inertia;
        }
    }
}
