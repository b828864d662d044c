package io.fieldcast.dynamics;

import io.fieldcast.geometry.Grid;
import io.fieldcast.numerics.Cholesky;
import java.util.Arrays;
import java.util.List;

/**
 * The corrections of a flow that was just read off three frames: the most probable ones given their priors and how that flow, taken to
 * have stood still for the while, carries each frame into the next. By the method of Gauss and Newton. Errors count as independent in
 * every fourth cell, since neighbours miss alike; their variance is unknown and profiled out. A cell draws by its own numbers alone,
 * so three more stencils give the slopes of all corrections. Immutable.
 */
final class FlowFit {
    /** Frame to frame, from each of the two predecessors. */
    private static final int CHANGES = 2;

    /** Cells that together tell as much as one whose error is its own. */
    private static final double ALIKE = 4;

    private static final int TRIALS = 5;

    /** Change of a number by which slopes are measured, cells or cells squared. */
    private static final double DIFFERENCE = 1e-4;

    /** The numbers of a kernel that have slopes measured. */
    private static final int[] VARIED = {KernelNumbers.OFFSET_X, KernelNumbers.OFFSET_Y, KernelNumbers.WIDTH};

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
        int field = CHANGES * grid.size();
        return kernel.size() + (2 + VARIED.length) * field + 2 * grid.size() + quadrature.scratchSize(CHANGES);
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
        arrange(work, places);
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
        final int before;
        final int moved;
        final int varied;
        final int flowX;
        final int flowY;
        final int scratch;

        Places(int read, int frames, int free) {
            int cells = grid.size();
            this.read = read;
            this.frames = frames;
            this.numbers = free;
            this.before = numbers + kernel.size();
            this.moved = before + CHANGES * cells;
            this.varied = moved + CHANGES * cells;
            this.flowX = varied + VARIED.length * CHANGES * cells;
            this.flowY = flowX + cells;
            this.scratch = flowY + cells;
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

    /** Lays the earlier frames side by side, and the flow as it was read out over the cells. */
    private void arrange(double[] work, Places places) {
        int cells = grid.size();
        for (int change = 0; change < CHANGES; change++) {
            for (int cell = 0; cell < cells; cell++) {
                work[places.before + cell * CHANGES + change] = work[places.frames + (change + 1) * cells + cell];
            }
        }
        CoarseBases bases = flow.bases();
        bases.lift(work, places.read, work, places.flowX, 1, work, places.scratch);
        bases.lift(work, places.read + bases.size(), work, places.flowY, 1, work, places.scratch);
    }

    /** Minus twice the log posterior density but for a constant; leaves the normal equations of the next step. */
    private double misfit(double[] work, Places places, double[] trial, Normal normal) {
        kernel.write(trial, 0, 1, 1, work, places.read, places.numbers);
        move(work, places, places.moved);
        vary(work, places);
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

    private void move(double[] work, Places places, int to) {
        quadrature.apply(work, places.numbers, false, CHANGES, work, places.before, work, to, work, places.scratch);
    }

    /** Moves the frames by each number of the kernel a little changed. */
    private void vary(double[] work, Places places) {
        for (int i = 0; i < VARIED.length; i++) {
            double change = difference(VARIED[i]);
            shift(work, places.numbers + VARIED[i], change);
            move(work, places, places.varied + i * CHANGES * grid.size());
            shift(work, places.numbers + VARIED[i], -change);
        }
    }

    private double difference(int number) {
        double spacing = grid.spacing();
        return DIFFERENCE * (number == KernelNumbers.WIDTH ? spacing * spacing : spacing);
    }

    private void shift(double[] work, int at, double change) {
        for (int cell = 0; cell < grid.size(); cell++) {
            work[at + KernelNumbers.PER_POINT * cell] += change;
        }
    }

    /** Adds every cell to the normal equations; returns the sum of squared errors. */
    private double compare(double[] work, Places places, double[] trial, Normal normal) {
        double[] rises = new double[FlowCorrections.OFFSETS];
        for (int k = 0; k < rises.length; k++) {
            rises[k] = relativeRise(k, trial[k]);
        }
        Parameter amplitude = corrections.get(FlowCorrections.AMPLITUDE);
        rises[FlowCorrections.AMPLITUDE] *= amplitude.transform().toModel(trial[FlowCorrections.AMPLITUDE]);
        int cells = grid.size();
        double spacing = grid.spacing();
        double squares = 0;
        for (int at = 0; at < CHANGES * cells; at++) {
            int cell = at / CHANGES;
            double moved = work[places.moved + at];
            double byX = slope(work, places, at, 0) * spacing;
            double byY = slope(work, places, at, 1) * spacing;
            double width = work[places.numbers + KernelNumbers.PER_POINT * cell + KernelNumbers.WIDTH];
            double[] slopes = normal.slopes;
            slopes[FlowCorrections.GAIN] = rises[FlowCorrections.GAIN] * moved;
            slopes[FlowCorrections.AMPLITUDE] = rises[FlowCorrections.AMPLITUDE]
                    * (byX * work[places.flowX + cell] + byY * work[places.flowY + cell]);
            slopes[FlowCorrections.DIFFUSION] = rises[FlowCorrections.DIFFUSION] * width * slope(work, places, at, 2);
            int modes = flow.modes();
            for (int mode = 0; mode < modes; mode++) {
                double share = modeFields[mode * cells + cell];
                slopes[FlowCorrections.OFFSETS + mode] = byX * share;
                slopes[FlowCorrections.OFFSETS + modes + mode] = byY * share;
            }
            double error = work[places.frames + at % CHANGES * cells + cell] - moved;
            squares += error * error;
            normal.add(error);
        }
        return squares;
    }

    /** Slope of what is drawn along one of the varied numbers. */
    private double slope(double[] work, Places places, int at, int varied) {
        double changed = work[places.varied + varied * CHANGES * grid.size() + at];
        return (changed - work[places.moved + at]) / difference(VARIED[varied]);
    }

    /** Slope of the logarithm of a correction's number along its unconstrained one. */
    private double relativeRise(int k, double unconstrained) {
        ParameterTransform transform = corrections.get(k).transform();
        double up = transform.toModel(unconstrained + DIFFERENCE);
        double down = transform.toModel(unconstrained - DIFFERENCE);
        return (up - down) / (2 * DIFFERENCE * transform.toModel(unconstrained));
    }
}
