package io.fieldcast.dynamics;

import io.fieldcast.domain.Check;
import io.fieldcast.geometry.Grid;
import io.fieldcast.geometry.Representation;
import io.fieldcast.geometry.StationNodes;
import io.fieldcast.numerics.DenseKernels;
import io.fieldcast.numerics.Ensemble;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The linear integro-difference equation {@code Y(t+1, s) = ∫ m(s, x) Y(t, x) dx} with the Gaussian kernel {@link IdeKernel}:
 * drift by its offset, diffusion by its width, growth or decay by its gain, each the same everywhere or a field of its own, and
 * all of them rows of the parameter block, so that every member may carry its own.
 *
 * <p>The step is sampled on the points of a quadrature: the cells of a grid, the stations, or for a basis a fine grid whose
 * values are projected back on the coefficients by least squares. No matrix is formed for it: on a grid the Gaussian is applied
 * as the product of two one-dimensional ones, cut off where it falls below 1.4e-11. Where all members have the same parameters
 * the kernel's weights are worked out once for all of them. Widths are kept at 0.65 cells or more (over nodes: median distance to
 * the nearest neighbour), since a narrower sampled Gaussian does not sum to one.
 *
 * <p>Steps: a free run should repeat the unit step. Another length raises the gain to its power and scales width and offset by
 * it, which is exact only for constant numbers far from the edge.
 *
 * <p>Promises: linear always; non-negative states stay so on grid and nodes, but not through a projection. A row that sums to at
 * most the gain bounds the largest value, not the sum of squares (several rows may draw on one cell), so a bound in the
 * Euclidean norm is not claimed. Immutable, thread-safe.
 *
 * @see <a href="https://doi.org/10.1093/biomet/86.4.815">Wikle and Cressie (1999)</a>
 * @see <a href="https://doi.org/10.1177/1471082X0200200403">Wikle (2002)</a>
 */
public final class LinearIde implements Propagator {
    private final int stateSize;
    private final Quadrature quadrature;
    private final KernelNumbers numbers;
    private final Optional<BasisProjection> projection;
    /** Unconstrained parameters that are not learned; empty where they are. */
    private final Optional<double[]> fixed;

    private LinearIde(
            int stateSize,
            Quadrature quadrature,
            KernelNumbers numbers,
            Optional<BasisProjection> projection,
            Optional<double[]> fixed) {
        this.stateSize = stateSize;
        this.quadrature = quadrature;
        this.numbers = numbers;
        this.projection = projection;
        this.fixed = fixed;
    }

    /** The state is the field in the cells of a grid. */
    public static LinearIde onGrid(Grid grid, IdeKernel kernel) {
        return of(grid.size(), new GridQuadrature(grid, kernel.rows()), kernel, Optional.empty());
    }

    /**
     * The state is the field at the stations.
     *
     * @param kernel with normalised rows: scattered nodes have no areas to integrate over
     */
    public static LinearIde onNodes(StationNodes nodes, IdeKernel kernel) {
        Check.that(
                kernel.rows() == IdeKernel.Rows.NORMALISED,
                "a kernel over nodes needs normalised rows, got %s",
                kernel.rows());
        return of(nodes.size(), new NodeQuadrature(nodes), kernel, Optional.empty());
    }

    /**
     * The state is the coefficients of a basis.
     *
     * @param basis with linearly independent functions on {@code fine}
     * @param fine grid on which the kernel is integrated; its cells should be no wider than the kernel
     */
    public static LinearIde onBasis(Representation basis, Grid fine, IdeKernel kernel) {
        Quadrature quadrature = new GridQuadrature(fine, kernel.rows());
        return of(basis.size(), quadrature, kernel, Optional.of(new BasisProjection(basis, quadrature)));
    }

    private static LinearIde of(
            int size, Quadrature quadrature, IdeKernel kernel, Optional<BasisProjection> projection) {
        return new LinearIde(size, quadrature, new KernelNumbers(kernel, quadrature), projection, Optional.empty());
    }

    /**
     * The same dynamics with nothing left to learn.
     *
     * @param unconstrained one number for each of {@link #parameters}; copied
     */
    public LinearIde fixedAt(double[] unconstrained) {
        Check.length("unconstrained", unconstrained, numbers.parameters().size());
        return new LinearIde(stateSize, quadrature, numbers, projection, Optional.of(unconstrained.clone()));
    }

    @Override
    public int stateSize() {
        return stateSize;
    }

    /** Gain, width, offset x, offset y, each with as many rows as its field has coefficients; empty once they are fixed. */
    @Override
    public List<Parameter> parameters() {
        return fixed.isPresent() ? List.of() : numbers.parameters();
    }

    @Override
    public Set<Claim> claims() {
        return projection.isPresent() ? Set.of(new Claim.Linear()) : Set.of(new Claim.Linear(), new Claim.Positive());
    }

    @Override
    public int scratchSize(int members) {
        return numbers.size() + stateSize + workSize(members);
    }

    private int workSize(int columns) {
        return (2 * columns + 1) * quadrature.points() + quadrature.scratchSize();
    }

    @Override
    public void advance(Ensemble ensemble, double step, double[] scratch) {
        Advance.check(this, ensemble, step, scratch);
        int members = ensemble.members();
        double[] values = ensemble.values();
        int state = ensemble.block(STATE).from() * members;
        if (fixed.isPresent()) {
            numbers.write(fixed.get(), 0, 1, step, scratch, 0);
            apply(members, values, state, scratch, quadrature.lines(members));
            return;
        }
        Ensemble.Block block = ensemble.block(PARAMETERS);
        int parameters = block.from() * members;
        if (Parameter.shared(values, parameters, block.rows(), members)) {
            numbers.write(values, parameters, members, step, scratch, 0);
            apply(members, values, state, scratch, quadrature.lines(members));
            return;
        }
        if (projection.isPresent()) {
            advanceLifted(projection.get(), members, values, state, parameters, step, scratch);
            return;
        }
        int columns = numbers.size() + workSize(1);
        Lines lines = quadrature.lines(1);
        DenseKernels.transpose(stateSize, members, values, state, scratch, columns);
        for (int m = 0; m < members; m++) {
            numbers.write(values, parameters + m, members, step, scratch, 0);
            apply(1, scratch, columns + m * stateSize, scratch, lines);
        }
        DenseKernels.transpose(members, stateSize, scratch, columns, values, state);
    }

    /** Lifts and projects all members at once, since those are the same for all; only the kernel is each member's own. */
    private void advanceLifted(
            BasisProjection basis,
            int members,
            double[] values,
            int state,
            int parameters,
            double step,
            double[] scratch) {
        int points = quadrature.points();
        int lifted = numbers.size();
        int columns = lifted + points * members;
        int later = columns + points * members;
        boolean uniform = numbers.uniform();
        Lines lines = quadrature.lines(1);
        basis.lift(members, values, state, scratch, lifted);
        DenseKernels.transpose(points, members, scratch, lifted, scratch, columns);
        for (int m = 0; m < members; m++) {
            int column = columns + m * points;
            numbers.write(values, parameters + m, members, step, scratch, 0);
            quadrature.apply(scratch, 0, uniform, 1, scratch, column, scratch, later, scratch, later + points, lines);
            System.arraycopy(scratch, later, scratch, column, points);
        }
        DenseKernels.transpose(members, points, scratch, columns, scratch, lifted);
        basis.project(members, scratch, lifted, values, state);
    }

    /** Carries {@code columns} states one step by the numbers at the start of {@code scratch}. */
    private void apply(int columns, double[] states, int at, double[] scratch, Lines lines) {
        int fields = numbers.size();
        int later = fields + quadrature.points() * columns;
        int work = later + quadrature.points() * columns;
        boolean uniform = numbers.uniform();
        if (projection.isPresent()) {
            projection.get().lift(columns, states, at, scratch, fields);
            quadrature.apply(scratch, 0, uniform, columns, scratch, fields, scratch, later, scratch, work, lines);
            projection.get().project(columns, scratch, later, states, at);
        } else {
            quadrature.apply(scratch, 0, uniform, columns, states, at, scratch, later, scratch, work, lines);
            System.arraycopy(scratch, later, states, at, stateSize * columns);
        }
    }

    /**
     * The unit step as a matrix {@code M}: the state one step later is {@code M} times the state.
     *
     * @param unconstrained one number for each parameter (also of fixed dynamics, whose own numbers are then not used); left as
     *     it was
     * @param matrix receives stateSize × stateSize numbers, row-major
     */
    public void operator(double[] unconstrained, double[] matrix) {
        Check.length("unconstrained", unconstrained, numbers.parameters().size());
        Check.length("matrix", matrix, stateSize * stateSize);
        double[] scratch = new double[numbers.size() + workSize(stateSize)];
        Arrays.fill(matrix, 0);
        for (int i = 0; i < stateSize; i++) {
            matrix[i * stateSize + i] = 1;
        }
        numbers.write(unconstrained, 0, 1, 1, scratch, 0);
        apply(stateSize, matrix, 0, scratch, quadrature.lines(stateSize));
    }
}
