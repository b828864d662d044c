package io.fieldcast.dynamics.network;

import io.fieldcast.domain.Check;
import io.fieldcast.dynamics.Parameter;
import io.fieldcast.dynamics.SeparableHamiltonian;
import io.fieldcast.numerics.DenseKernels;
import java.util.Arrays;
import java.util.List;

/**
 * Variational integrator network: a discrete Lagrangian with a learned potential V and learned masses, whose discrete Euler–Lagrange
 * equations are drifts and kicks. In positions alone they read {@code q⁺ = 2q − q⁻ − h² M⁻¹∇V(q)}; with momenta they are velocity
 * Verlet's. On a circle the discrete kinetic energy is {@code m (1 − cos Δq) / h} instead of {@code m Δq² / 2h}, so that the step is a
 * rotation, and V sees cosine and sine instead of the angle. Immutable.
 *
 * @see <a href="https://arxiv.org/abs/1910.09349">Saemundsson, Terenin, Hofmann and Deisenroth (2020)</a>
 */
public final class VariationalNetwork implements SeparableHamiltonian {
    private final EnergyNetwork potential;
    private final double[] masses;
    private final Space space;

    /** Where the positions live. */
    public enum Space {
        /** On straight lines; the potential sees the positions. */
        LINE,
        /** On circles, as angles; the potential sees all their cosines, then all their sines. */
        CIRCLE
    }

    /** @param masses one for each position, above 0; copied */
    public VariationalNetwork(EnergyNetwork potential, double[] masses, Space space) {
        int seen = space == Space.CIRCLE ? 2 * masses.length : masses.length;
        Check.that(potential.size() == seen, "the potential sees %d numbers, expected %d", potential.size(), seen);
        for (double mass : masses) {
            Check.that(mass > 0, "mass must be above 0, got %s", mass);
        }
        this.potential = potential;
        this.masses = masses.clone();
        this.space = space;
    }

    @Override
    public int size() {
        return 2 * masses.length;
    }

    @Override
    public List<Parameter> parameters() {
        return potential.parameters();
    }

    @Override
    public boolean isEven() {
        return true;
    }

    @Override
    public int scratchSize(int members) {
        return 5 * masses.length * members + potential.energyScratch(members);
    }

    @Override
    public int energyScratch(int members) {
        return scratchSize(members);
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
        int free = atScratch + 5 * masses.length * members;
        if (space == Space.CIRCLE) {
            turn(state, atState, members, scratch, atScratch);
            potential.energy(
                    scratch,
                    atScratch,
                    potential.size(),
                    parameters,
                    atParameters,
                    members,
                    energy,
                    atEnergy,
                    scratch,
                    free);
        } else {
            potential.energy(
                    state,
                    atState,
                    potential.size(),
                    parameters,
                    atParameters,
                    members,
                    energy,
                    atEnergy,
                    scratch,
                    free);
        }
        int momenta = atState + masses.length * members;
        for (int row = 0; row < masses.length; row++) {
            for (int m = 0; m < members; m++) {
                double p = state[momenta + row * members + m];
                energy[atEnergy + m] += 0.5 * p * p / masses[row];
            }
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
        force(state, atState, parameters, atParameters, members, gradient, atGradient, scratch, atScratch);
        int half = masses.length * members;
        for (int row = 0; row < masses.length; row++) {
            int at = half + row * members;
            Arrays.fill(gradient, atGradient + at, atGradient + at + members, 0);
            DenseKernels.addScaled(1 / masses[row], state, atState + at, gradient, atGradient + at, members);
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
        int momenta = atState + masses.length * members;
        for (int row = 0; row < masses.length; row++) {
            int at = row * members;
            if (space == Space.LINE) {
                DenseKernels.addScaled(time / masses[row], state, momenta + at, state, atState + at, members);
                continue;
            }
            for (int m = 0; m < members; m++) {
                double sine = time * state[momenta + at + m] / masses[row];
                state[atState + at + m] += Math.asin(Math.max(-1, Math.min(1, sine)));
            }
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
        int half = masses.length * members;
        int force = atScratch + 4 * half;
        force(state, atState, parameters, atParameters, members, scratch, force, scratch, atScratch);
        DenseKernels.addScaled(-time, scratch, force, state, atState + half, half);
    }

    /** Writes ∂V/∂q; uses four times the positions of scratch, and from five times on what the potential wants. */
    private void force(
            double[] state,
            int atState,
            double[] parameters,
            int atParameters,
            int members,
            double[] force,
            int atForce,
            double[] scratch,
            int atScratch) {
        int half = masses.length * members;
        int free = atScratch + 5 * half;
        if (space == Space.LINE) {
            potential.gradient(state, atState, parameters, atParameters, members, force, atForce, scratch, free);
            return;
        }
        int byTurn = atScratch + 2 * half;
        turn(state, atState, members, scratch, atScratch);
        potential.gradient(scratch, atScratch, parameters, atParameters, members, scratch, byTurn, scratch, free);
        for (int i = 0; i < half; i++) {
            double cosine = scratch[atScratch + i];
            double sine = scratch[atScratch + half + i];
            force[atForce + i] = cosine * scratch[byTurn + half + i] - sine * scratch[byTurn + i];
        }
    }

    /** Cosines of the positions, then their sines. */
    private void turn(double[] state, int atState, int members, double[] turned, int at) {
        int half = masses.length * members;
        for (int i = 0; i < half; i++) {
            turned[at + i] = Math.cos(state[atState + i]);
            turned[at + half + i] = Math.sin(state[atState + i]);
        }
    }
}
