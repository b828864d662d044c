package io.fieldcast.dynamics.hamiltonian;

import io.fieldcast.dynamics.Edge;
import io.fieldcast.dynamics.Parameter;
import io.fieldcast.dynamics.SeparableHamiltonian;
import io.fieldcast.geometry.Grid;
import java.util.Arrays;
import java.util.List;

/**
 * Energy of waves on a grid, {@code H = ½ Σ p² + c² |∇q|² + ω² q² + β (q² − 2√(1 + q²) + 2)}, a sum over the cells, with the wave speed c on
 * a {@link CoarseBasis} and {@code c²} halfway between two cells the mean of theirs. All of c, ω and β are bounded by the ranges of their
 * parameters, so H is bounded below and its curvature above.
 *
 * <p>The last term is what a quartic potential is for small q, {@code β q⁴ / 4} in the bracket, yet its spring only hardens from 0 to β: a
 * quartic one hardens without end, and no explicit step is stable for every state. Immutable.
 */
final class WaveHamiltonian implements SeparableHamiltonian {
    private final WaveKernel kernel;
    private final CoarseBasis basis;
    private final boolean walls;
    private final double perSpacing;
    private final boolean springs;
    private final boolean hardens;
    private final List<Parameter> parameters;

    /**
     * @param springs whether a row with ω follows the coefficients of c in the parameters
     * @param hardens whether a row with β follows those
     */
    WaveHamiltonian(
            Grid grid, Edge edge, CoarseBasis basis, boolean springs, boolean hardens, List<Parameter> parameters) {
        this.kernel = new WaveKernel(grid);
        this.basis = basis;
        this.walls = edge == Edge.WALLS;
        this.perSpacing = 1 / (grid.spacing() * grid.spacing());
        this.springs = springs;
        this.hardens = hardens;
        this.parameters = List.copyOf(parameters);
    }

    WaveKernel kernel() {
        return kernel;
    }

    boolean hardens() {
        return hardens;
    }

    @Override
    public int size() {
        return 2 * kernel.cells();
    }

    @Override
    public List<Parameter> parameters() {
        return parameters;
    }

    @Override
    public boolean isEven() {
        return true;
    }

    @Override
    public int scratchSize(int members) {
        return kernel.terrainSize(members) + kernel.columns() * members + members;
    }

    @Override
    public int energyScratch(int members) {
        return scratchSize(members);
    }

    /**
     * Writes the terrain of {@link WaveKernel} with every force multiplied by its member's scale, and kicks that keep all of the momentum.
     *
     * @param atScales where one number for each member begins in {@code work}, left as it was
     * @param work receives the terrain from {@code terrain} on and is used as far as {@code columns × members} beyond it
     */
    void terrain(double[] parameters, int at, int members, double[] work, int atScales, int terrain) {
        int stride = kernel.columns() * members;
        int north = kernel.north(terrain, members);
        int first = terrain + kernel.terrainSize(members);
        for (int cell = 0; cell < kernel.cells(); cell++) {
            int here = north + cell * members;
            basis.write(cell, parameters, at, members, work, here);
            for (int m = 0; m < members; m++) {
                work[here + m] *= work[here + m] * perSpacing * work[atScales + m];
            }
        }
        System.arraycopy(work, north, work, first, stride);
        for (int row = 0; row < kernel.rows(); row++) {
            int base = row * stride;
            faces(work, north + base, terrain + base, members, stride);
            boolean last = row + 1 == kernel.rows();
            mean(work, north + base, last ? first : north + base + stride, last && walls ? 0 : 0.5, stride);
        }
        int row = at + basis.size() * members;
        fill(work, kernel.spring(terrain, members), parameters, row, springs, true, members, atScales);
        int next = springs ? row + members : row;
        fill(work, kernel.stiff(terrain, members), parameters, next, hardens, false, members, atScales);
        Arrays.fill(work, kernel.keep(terrain, members), kernel.keep(terrain, members) + stride, 1);
    }

    /** Eastern faces of one row. */
    private void faces(double[] work, int from, int to, int members, int stride) {
        for (int i = 0; i + members < stride; i++) {
            work[to + i] = 0.5 * (work[from + i] + work[from + members + i]);
        }
        for (int i = stride - members, j = 0; i < stride; i++, j++) {
            work[to + i] = walls ? 0 : 0.5 * (work[from + i] + work[from + j]);
        }
    }

    private static void mean(double[] work, int at, int other, double weight, int length) {
        for (int i = 0; i < length; i++) {
            work[at + i] = weight * (work[at + i] + work[other + i]);
        }
    }

    /** One row with a parameter of each member, squared or not, times its scale; zeros where there is none. */
    private void fill(
            double[] work,
            int to,
            double[] parameters,
            int from,
            boolean present,
            boolean squared,
            int members,
            int atScales) {
        for (int i = 0; i < kernel.columns() * members; i++) {
            int m = i % members;
            double value = present ? parameters[from + m] : 0;
            work[to + i] = (squared ? value * value : value) * work[atScales + m];
        }
    }

    /** Writes the terrain with forces as they are; returns where it begins. */
    private int plainTerrain(double[] parameters, int at, int members, double[] scratch, int atScratch) {
        Arrays.fill(scratch, atScratch, atScratch + members, 1);
        terrain(parameters, at, members, scratch, atScratch, atScratch + members);
        return atScratch + members;
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
        for (int row = 0; row < kernel.rows(); row++) {
            kernel.drift(state, atState, atState + kernel.cells() * members, time, members, row);
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
        int terrain = plainTerrain(parameters, atParameters, members, scratch, atScratch);
        int momenta = atState + kernel.cells() * members;
        for (int row = 0; row < kernel.rows(); row++) {
            kernel.kick(state, atState, state, momenta, scratch, terrain, hardens, time, members, row);
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
        int length = kernel.cells() * members;
        int terrain = plainTerrain(parameters, atParameters, members, scratch, atScratch);
        Arrays.fill(gradient, atGradient, atGradient + length, 0);
        for (int row = 0; row < kernel.rows(); row++) {
            kernel.kick(state, atState, gradient, atGradient, scratch, terrain, hardens, -1, members, row);
        }
        System.arraycopy(state, atState + length, gradient, atGradient + length, length);
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
        int terrain = plainTerrain(parameters, atParameters, members, scratch, atScratch);
        Arrays.fill(energy, atEnergy, atEnergy + members, 0);
        int north = kernel.north(terrain, members);
        int spring = kernel.spring(terrain, members);
        int stiff = kernel.stiff(terrain, members);
        for (int cell = 0, at = 0; cell < kernel.cells(); cell++, at += members) {
            int column = cell % kernel.columns();
            int east = column + 1 < kernel.columns() ? cell + 1 : cell - column;
            int above = (cell + kernel.columns()) % kernel.cells();
            for (int m = 0; m < members; m++) {
                double q = state[atState + at + m];
                double p = state[atState + (kernel.cells() + cell) * members + m];
                double eastward = state[atState + east * members + m] - q;
                double northward = state[atState + above * members + m] - q;
                double bent = q * q / (1 + Math.sqrt(1 + q * q));
                // q² − 2√(1 + q²) + 2, without the cancellation.
                double hardening = hardens ? scratch[stiff + m] * (q * q - 2 * bent) : 0;
                energy[atEnergy + m] += 0.5
                        * (p * p
                                + scratch[terrain + at + m] * eastward * eastward
                                + scratch[north + at + m] * northward * northward
                                + scratch[spring + m] * q * q
                                + hardening);
            }
        }
    }
}
