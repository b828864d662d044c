package io.fieldcast.dynamics;

import io.fieldcast.geometry.Grid;

/**
 * Turns a flow that was read and one column of corrections into the numbers of the kernel at every cell: gain, width, offset x, offset y.
 * Immutable.
 */
final class FlowKernel {
    private final Grid grid;
    private final FlowCorrections flow;
    private final CoarseBases bases;

    FlowKernel(Grid grid, FlowCorrections flow) {
        this.grid = grid;
        this.flow = flow;
        this.bases = flow.bases();
    }

    /** Doubles that {@link #write} fills, the numbers first. */
    int size() {
        return KernelNumbers.PER_POINT * grid.size() + flow.size() + bases.scratchSize();
    }

    /**
     * Writes the kernel's numbers for a step.
     *
     * @param values holds the unconstrained correction {@code k} at {@code at + k · stride}
     * @param work holds the network's coefficients from {@code read}; receives {@link #size} doubles from {@code to}
     */
    void write(double[] values, int at, int stride, double step, double[] work, int read, int to) {
        int own = to + KernelNumbers.PER_POINT * grid.size();
        int line = own + flow.size();
        flow.correct(values, at, stride, work, read, own);
        double cell = step * grid.spacing();
        for (int i = 0; i < flow.size(); i++) {
            work[own + i] *= i < 2 * bases.size() ? cell : 4 * cell * grid.spacing();
        }
        bases.lift(work, own, work, to + KernelNumbers.OFFSET_X, KernelNumbers.PER_POINT, work, line);
        bases.lift(work, own + bases.size(), work, to + KernelNumbers.OFFSET_Y, KernelNumbers.PER_POINT, work, line);
        bases.lift(work, own + 2 * bases.size(), work, to + KernelNumbers.WIDTH, KernelNumbers.PER_POINT, work, line);
        double gain = Math.pow(flow.gain(values, at, stride), step);
        for (int i = 0; i < grid.size(); i++) {
            work[to + KernelNumbers.PER_POINT * i] = gain;
        }
    }
}
