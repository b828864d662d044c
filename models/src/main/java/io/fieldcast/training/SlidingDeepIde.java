package io.fieldcast.training;

import io.fieldcast.domain.Check;
import io.fieldcast.dynamics.DeepIde;
import io.fieldcast.dynamics.FlowFeatures;
import io.fieldcast.dynamics.Parameter;
import io.fieldcast.dynamics.Propagator;
import io.fieldcast.geometry.Grid;
import io.fieldcast.verification.nowcast.AnalysedFrame;
import io.fieldcast.verification.nowcast.FrameDynamics;
import java.util.List;

/**
 * The deep integro-difference equation whose corrections are fitted anew after every frame, as {@link SlidingIde} fits its kernel: the
 * network reads a flow off the latest analysis and the two before; the corrections are the most probable ones given their priors and how
 * that flow, taken to have stood still for the while, carries the analyses of the window each into what was seen next. So they mend
 * what was just read: fitted to the readings of earlier frames instead, they would mend what those had wrong. Confined to one thread.
 */
public final class SlidingDeepIde implements FrameDynamics {
    private final Grid grid;
    private final DeepIde deep;
    private final int window;
    private final CorrectionFit fit;
    private final double[] fitted;

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
        DeepIde reading = deep.readOff(latest(frames));
        if (frames.size() >= 2) {
            fit.improve(reading, frames.subList(Math.max(0, frames.size() - window), frames.size()), fitted);
        }
        return reading.fixedAt(fitted);
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
