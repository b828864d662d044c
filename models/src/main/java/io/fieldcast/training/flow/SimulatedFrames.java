package io.fieldcast.training.flow;

import io.fieldcast.geometry.Grid;
import io.fieldcast.verification.nowcast.FixedFrames;

/** Frames of worlds that the bundled network was not trained on, of the same kinds: where nowcasts may be tried before they are scored. */
public final class SimulatedFrames {
    /** Apart from that of {@link AdvectionNetwork}. */
    private static final long SEED = 4711;

    private SimulatedFrames() {}

    /**
     * One world.
     *
     * @param number of the world, from 0
     * @param count of frames
     * @param first frames, the first ones, that give mean and deviation
     */
    public static FixedFrames of(Grid grid, int number, int count, int first) {
        double[] values = new double[count * grid.size()];
        new AdvectionSimulation(grid, SEED).write(number, count, values);
        return new FixedFrames(grid, values, first);
    }
}
