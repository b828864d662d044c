package io.fieldcast.dynamics;

import io.fieldcast.geometry.Grid;
import io.fieldcast.numerics.Cholesky;
import java.util.Arrays;
import java.util.List;

/**
 * The corrections of a flow that was just read off three frames: the most probable ones given their priors and how that flow, taken to
 * have stood still for the while, carries each frame into the next. By the method of Gauss and Newton. Errors count as independent in
 * every fourth cell, since neighbours miss alike; their variance is unknown and profiled out. Immutable.
 */
final class FlowFit {
    /** Frame to frame, from each of the two predecessors. */
    private static final int CHANGES = 2;

    /** Cells that together tell as much as one whose error is its own. */
    private static final double ALIKE = 4;

    private static final int TRIALS = 5;

    /** Change of an unconstrained correction by which the slope of its number is measured. */
    private static final double DIFFERENCE = 1e-4;

    private final Grid grid;
    private final FlowCorrections flow;
    private final FlowKernel kernel;
    private final GridQuadrature quadrature;
    private final List<Parameter> corrections;
    /** What one unit of each mode adds to the offset of a cell, in cells; a field for each mode. */
    private final double[] modeFields;

    FlowFit(Grid grid, FlowCorrections flow, FlowKernel kernel, GridQuadrature quadrature) {
        this.grid = grid;
        this.flow = flow;
        this.kernel = kernel;
        this.quadrature = quadrature;
        this.corrections = flow.parameters();
        CoarseBases bases = flow.bases();
        this.modeFields = new double[flow.modes() * grid.size()];
        double[] shares = new double[bases.size()];
        double[] line = new double[bases.scratchSize()];
        for (int mode = 0; mode < flow.modes(); mode++) {
            for (int centre = 0; centre < shares.length; centre++) {
                shares[centre] = flow.modeShare(centre, mode);
            }
            bases.lift(shares, 0, modeFields, mode * grid.size(), 1, line, 0);
        }
    }

    /** Doubles of working memory for {@link #fit}. */
    int scratchSize() {
        int moved = CHANGES * GridQuadrature.WITH_SLOPES * grid.size();
        int scratch = Math.max(quadrature.slopesScratchSize(), flow.bases().scratchSize());
        return kernel.size() + moved + 2 * grid.size() + scratch;
    }

    /**
     * Finds the corrections. Where frames say nothing, being equal or not finite, those are the priors' means.
     *
     * @param work holds the network's coefficients from {@code read} and three frames, the latest first, from {@code frames}; receives one
     *     unconstrained number for each correction from {@code to}; free for use from {@code free}
     */
    void fit(double[] work, int read, int frames, int to, int free) {
        Places places = new Places(read, frames, free);
        int count = corrections.size();
        double[] trial = corrections.stream().mapToDouble(Parameter::mean).toArray();
        double[] step = new double[count];
        Normal normal = new Normal(count);
        System.arraycopy(trial, 0, work, to, count);
        CoarseBases bases = flow.bases();
        bases.lift(work, read, work, places.flowX, 1, work, places.scratch);
        bases.lift(work, read + bases.size(), work, places.flowY, 1, work, places.scratch);
        double least = Double.POSITIVE_INFINITY;
        for (int attempt = 0; attempt < TRIALS; attempt++) {
            double misfit = misfit(work, places, trial, normal);
            if (misfit < least && normal.solve(step)) {
                least = misfit;
                System.arraycopy(trial, 0, work, to, count);
            } else {
                Arrays.setAll(step, k -> step[k] / 2);
            }
            for (int k = 0; k < count; k++) {
                trial[k] = work[to + k] + step[k];
            }
        }
    }

    /** Where things stand in the working memory. */
    private final class Places {
        final int read;
        final int frames;
        final int numbers;
        final int moved;
        final int flowX;
        final int flowY;
        final int scratch;

        Places(int read, int frames, int free) {
            this.read = read;
            this.frames = frames;
            this.numbers = free;
            this.moved = numbers + kernel.size();
            this.flowX = moved + CHANGES * GridQuadrature.WITH_SLOPES * grid.size();
            this.flowY = flowX + grid.size();
            this.scratch = flowY + grid.size();
        }
    }

    /** The normal equations of a step, P × P. */
    private static final class Normal {
        final double[] matrix;
        final double[] right;
        final double[] slopes;
        final Cholesky factor;

        Normal(int count) {
            matrix = new double[count * count];
            right = new double[count];
            slopes = new double[count];
            factor = new Cholesky(count);
        }

        void clear() {
            Arrays.fill(matrix, 0);
            Arrays.fill(right, 0);
        }

        /** Adds an error by its slopes. */
        void add(double error) {
            int count = right.length;
            for (int k = 0; k < count; k++) {
                right[k] += slopes[k] * error;
                for (int j = 0; j <= k; j++) {
                    matrix[k * count + j] += slopes[k] * slopes[j];
                }
            }
        }

        /** Weighs what was added, and adds a prior of the variance; {@code from} its mean. */
        void weigh(int k, double precision, double from, double variance) {
            int count = right.length;
            right[k] = precision * right[k] - from / variance;
            for (int j = 0; j <= k; j++) {
                matrix[k * count + j] *= precision;
            }
            matrix[k * count + k] += 1 / variance;
        }

        boolean solve(double[] step) {
            if (!factor.factor(matrix)) {
                return false;
            }
            System.arraycopy(right, 0, step, 0, step.length);
            factor.solve(1, step);
            return true;
        }
    }

    /** Minus twice the log posterior density but for a constant; leaves the normal equations of the next step. */
    private double misfit(double[] work, Places places, double[] trial, Normal normal) {
        kernel.write(trial, 0, 1, 1, work, places.read, places.numbers);
        int before = places.frames + grid.size();
        quadrature.applyWithSlopes(
                work, places.numbers, CHANGES, work, before, work, places.moved, work, places.scratch);
        normal.clear();
        double squares = compare(work, places, trial, normal);
        double seen = (double) CHANGES * grid.size();
        double precision = seen / (ALIKE * squares);
        double misfit = seen / ALIKE * Math.log(squares / seen);
        for (int k = 0; k < trial.length; k++) {
            Parameter prior = corrections.get(k);
            double variance = prior.sd() * prior.sd();
            double from = trial[k] - prior.mean();
            misfit += from * from / variance;
            normal.weigh(k, precision, from, variance);
        }
        return misfit;
    }

    /** Adds every cell to the normal equations; returns the sum of squared errors. */
    private double compare(double[] work, Places places, double[] trial, Normal normal) {
        double gain = rise(FlowCorrections.GAIN, trial) / number(FlowCorrections.GAIN, trial);
        double amplitude = rise(FlowCorrections.AMPLITUDE, trial);
        double diffusion = rise(FlowCorrections.DIFFUSION, trial) / number(FlowCorrections.DIFFUSION, trial);
        int cells = grid.size();
        int modes = flow.modes();
        double square = grid.spacing() * grid.spacing();
        double[] slopes = normal.slopes;
        double squares = 0;
        for (int at = 0; at < CHANGES * cells; at++) {
            int cell = at % cells;
            int moved = places.moved + GridQuadrature.WITH_SLOPES * at;
            double byX = work[moved + 1];
            double byY = work[moved + 2];
            double width = work[places.numbers + KernelNumbers.PER_POINT * cell + KernelNumbers.WIDTH] / square;
            slopes[FlowCorrections.GAIN] = gain * work[moved];
            slopes[FlowCorrections.AMPLITUDE] =
                    amplitude * (byX * work[places.flowX + cell] + byY * work[places.flowY + cell]);
            slopes[FlowCorrections.DIFFUSION] = diffusion * width * work[moved + 3];
            for (int mode = 0; mode < modes; mode++) {
                double share = modeFields[mode * cells + cell];
                slopes[FlowCorrections.OFFSETS + mode] = byX * share;
                slopes[FlowCorrections.OFFSETS + modes + mode] = byY * share;
            }
            double error = work[places.frames + at] - work[moved];
            squares += error * error;
            normal.add(error);
        }
        return squares;
    }

    private double number(int k, double[] trial) {
        return corrections.get(k).transform().toModel(trial[k]);
    }

    /** Slope of a correction's number along its unconstrained one. */
    private double rise(int k, double[] trial) {
        ParameterTransform transform = corrections.get(k).transform();
        return (transform.toModel(trial[k] + DIFFERENCE) - transform.toModel(trial[k] - DIFFERENCE)) / (2 * DIFFERENCE);
    }
}
