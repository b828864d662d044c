package io.fieldcast.dynamics.hamiltonian;

import io.fieldcast.dynamics.Parameter;
import io.fieldcast.dynamics.ParameterTransform;
import io.fieldcast.dynamics.SeparableHamiltonian;
import java.util.List;

/** A chain of pendulums with learned springs between neighbours: {@code H = Σ ½p² + 1 − cos q + ½ k (q_{i+1} − q_i)²}. Immutable. */
record Pendulums(int count) implements SeparableHamiltonian {
    @Override
    public int size() {
        return 2 * count;
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(new Parameter("spring", -1, 0.5, 0, new ParameterTransform.Exponential(0)));
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
            double sum = 0;
            for (int i = 0; i < count; i++) {
                double q = state[atState + i * members + m];
                double p = state[atState + (count + i) * members + m];
                sum += 0.5 * p * p + 1 - Math.cos(q);
                if (i + 1 < count) {
                    double stretch = state[atState + (i + 1) * members + m] - q;
                    sum += 0.5 * parameters[atParameters + m] * stretch * stretch;
                }
            }
            energy[atEnergy + m] = sum;
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
        for (int i = 0; i < count; i++) {
            for (int m = 0; m < members; m++) {
                gradient[atGradient + i * members + m] = slope(state, atState, parameters, atParameters, members, i, m);
                int p = (count + i) * members + m;
                gradient[atGradient + p] = state[atState + p];
            }
        }
    }

    @Override
    public void drift(
            double[] state,
            int atState,
            double[] parameters,
            int atParameters,
            int members,
            double time,
            double[] scratch,
            int atScratch) {
        int length = count * members;
        for (int i = atState; i < atState + length; i++) {
            state[i] += time * state[i + length];
        }
    }

    @Override
    public void kick(
            double[] state,
            int atState,
            double[] parameters,
            int atParameters,
            int members,
            double time,
            double[] scratch,
            int atScratch) {
        for (int i = 0; i < count; i++) {
            for (int m = 0; m < members; m++) {
                state[atState + (count + i) * members + m] -=
                        time * slope(state, atState, parameters, atParameters, members, i, m);
            }
        }
    }

    /** ∂V/∂q of one pendulum of one member. */
    private double slope(
            double[] state, int atState, double[] parameters, int atParameters, int members, int i, int m) {
        double q = state[atState + i * members + m];
        double before = i > 0 ? state[atState + (i - 1) * members + m] : q;
        double after = i + 1 < count ? state[atState + (i + 1) * members + m] : q;
        return Math.sin(q) + parameters[atParameters + m] * (2 * q - before - after);
    }
}
