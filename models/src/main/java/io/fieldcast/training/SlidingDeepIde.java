package io.fieldcast.training;

import io.fieldcast.domain.Check;
import io.fieldcast.dynamics.DeepIde;
import io.fieldcast.dynamics.FlowFeatures;
import io.fieldcast.dynamics.Parameter;
import io.fieldcast.dynamics.Propagator;
import io.fieldcast.geometry.Grid;
import io.fieldcast.verification.nowcast.AnalysedFrame;
import io.fieldcast.verification.nowcast.FrameDynamics;
import java.util.ArrayList;
import java.util.List;

/**
 * The deep integro-difference equation whose corrections are fitted anew after every frame, as {@link SlidingIde} fits its kernel: the
 * network reads a flow off each analysis and the two before, which stands still until the next; the corrections are the most probable
 * ones given how the latest flows have carried the analyses into what was seen next, and given their priors. Confined to one thread.
 */
public final class SlidingDeepIde implements FrameDynamics {
    private final Grid grid;
    private final DeepIde deep;
    private final int window;
    private final CorrectionFit fit;
    private final double[] fitted;
    /** What was read off each of the latest frames and those before it. */
    private final List<DeepIde> readings = new ArrayList<>();

    /**
     * @param deep the fit starts at its parameters' priors
     * @param window latest frames whose changes are fitted, at least 2
     */
    public SlidingDeepIde(Grid grid, DeepIde deep, int window) {
        Check.that(window >= 2, "window must be at least 2 frames, got %d", window);
        this.grid = grid;
        this.deep = deep;
        this.window = window;
        this.fit = new CorrectionFit(deep.readOff(new double[deep.stateSize()]));
        this.fitted = deep.parameters().stream().mapToDouble(Parameter::mean).toArray();
    }

    @Override
    public Propagator next(List<AnalysedFrame> frames) {
        readings.add(deep.readOff(latest(frames)));
        if (readings.size() > window) {
            readings.remove(0);
        }
        // The first frame knows of no motion, so there is nothing to correct before the third.
        int changes = Math.min(window - 1, frames.size() - 2);
        if (changes >= 1) {
            List<CorrectionFit.Change> seen = new ArrayList<>();
            for (int back = 1; back <= changes; back++) {
                seen.add(new CorrectionFit.Change(
                        readings.get(readings.size() - back - 1),
                        frames.get(frames.size() - back - 1),
                        frames.get(frames.size() - back)));
            }
            fit.improve(seen, fitted);
        }
        return readings.get(readings.size() - 1).fixedAt(fitted);
    }

    /** The latest analyses, the last one first; where there are too few, the earliest again. */
    private double[] latest(List<AnalysedFrame> frames) {
        double[] fields = new double[FlowFeatures.FRAMES * grid.size()];
        for (int back = 0; back < FlowFeatures.FRAMES && !frames.isEmpty(); back++) {
            AnalysedFrame frame = frames.get(Math.max(0, frames.size() - 1 - back));
            for (int cell = 0; cell < grid.size(); cell++) {
                fields[back * grid.size() + cell] = frame.mean(cell);
            }
        }
        return fields;
    }
}
