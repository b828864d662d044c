package io.fieldcast.verification.nowcast;

import io.fieldcast.geometry.Grid;
import io.fieldcast.numerics.RandomStreams;
import io.fieldcast.numerics.RandomStreams.Purpose;
import java.util.Arrays;

/** Frames of a {@link SwitchingFlow}, of each of which a quarter of the cells, drawn anew, is seen with errors of variance 0.01. Immutable. */
public final class SwitchingTwin implements Frames {
    private static final double ERROR_VARIANCE = 0.01;
    private static final int ONE_SEEN_OF = 4;

    private final Grid grid;
    private final double[][] truths;
    private final double[][] seen;

    /** The standard flow, which turns round after half of the frames. */
    public SwitchingTwin(int side, int count, long seed) {
        this.grid = new Grid(side, side, 0, 0, 1);
        this.truths = new double[count][];
        this.seen = new double[count][];
        SwitchingFlow flow = new SwitchingFlow(grid, SwitchingFlow.Flow.standard(count / 2), seed);
        RandomStreams streams = new RandomStreams(seed, "switching twin");
        for (int frame = 0; frame < count; frame++) {
            if (frame > 0) {
                flow.advance();
            }
            truths[frame] = flow.state().clone();
            seen[frame] = see(truths[frame], streams, frame);
        }
    }

    private static double[] see(double[] truth, RandomStreams streams, int frame) {
        double[] seen = new double[truth.length];
        Arrays.fill(seen, Double.NaN);
        RandomStreams.Stream choice = streams.stream(frame, Purpose.MEASUREMENT);
        RandomStreams.Stream errors = streams.stream(frame, Purpose.MEASUREMENT, 1);
        int[] order = new int[truth.length];
        for (int i = 0; i < order.length; i++) {
            int j = (int) Math.floor((i + 1) * choice.uniform(i));
            order[i] = order[j];
            order[j] = i;
        }
        for (int i = 0; i < truth.length / ONE_SEEN_OF; i++) {
            seen[order[i]] = truth[order[i]] + Math.sqrt(ERROR_VARIANCE) * errors.gaussian(2L * i);
        }
        return seen;
    }

    @Override
    public Grid grid() {
        return grid;
    }

    @Override
    public int count() {
        return truths.length;
    }

    @Override
    public double[] truth(int frame) {
        return truths[frame];
    }

    @Override
    public double[] seen(int frame) {
        return seen[frame];
    }

    @Override
    public double errorVariance() {
        return ERROR_VARIANCE;
    }

    @Override
    public double truthErrorVariance() {
        return 0;
    }
}
