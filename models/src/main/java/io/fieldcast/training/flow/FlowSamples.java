package io.fieldcast.training.flow;

import io.fieldcast.domain.Check;
import io.fieldcast.dynamics.CoarseBases;
import io.fieldcast.dynamics.FlowFeatures;
import io.fieldcast.dynamics.FlowNetwork;
import io.fieldcast.geometry.Grid;
import io.fieldcast.training.TrainingData;
import java.util.ArrayList;
import java.util.List;

/**
 * What a flow network learns from: features of three successive frames, the latest of them, and the frame after it, which it is to
 * predict. All four frames are standardised by mean and deviation of the three that are known. Confined to one thread.
 */
final class FlowSamples {
    private final Grid grid;
    private final CoarseBases bases;
    private final FlowFeatures maker;
    private final double[] frames;
    private final double[] standardised;
    private final double[] scratch;
    private final List<double[]> features = new ArrayList<>();
    private final List<double[]> latest = new ArrayList<>();
    private final List<double[]> next = new ArrayList<>();

    FlowSamples(Grid grid) {
        int frameCount = FlowFeatures.FRAMES + 1;
        this.grid = grid;
        this.bases = CoarseBases.everyCells(grid, FlowNetwork.SPACING);
        this.maker = new FlowFeatures(grid, bases);
        this.frames = new double[frameCount * grid.size()];
        this.standardised = new double[frameCount * grid.size()];
        this.scratch = new double[maker.scratchSize()];
    }

    /** Adds the simulated sequences with the numbers {@code from} to before {@code to}. */
    void addSimulated(long seed, int from, int to) {
        AdvectionSimulation simulation = new AdvectionSimulation(grid, seed);
        double[] sequence = new double[frames.length];
        for (int number = from; number < to; number++) {
            simulation.write(number, FlowFeatures.FRAMES + 1, sequence);
            add(sequence, 0);
        }
    }

    /**
     * Every four frames in a row without a gap.
     *
     * @param from first frame that may be used
     * @param to no frame from this one on is looked at
     */
    static FlowSamples of(TrainingData data, int from, int to) {
        Check.that(data.representation() instanceof Grid, "a deep integro-difference equation needs cells");
        Grid grid = (Grid) data.representation();
        FlowSamples samples = new FlowSamples(grid);
        double[] sequence = new double[samples.frames.length];
        for (int frame = from; frame + FlowFeatures.FRAMES < to; frame++) {
            if (data.isWhole(frame, FlowFeatures.FRAMES + 1)) {
                for (int i = 0; i <= FlowFeatures.FRAMES; i++) {
                    data.frame(frame + i, sequence, i * grid.size());
                }
                samples.add(sequence, 0);
            }
        }
        return samples;
    }

    /** Adds four successive frames, the earliest first. */
    void add(double[] sequence, int at) {
        int cells = grid.size();
        // the known ones first, the latest of them foremost, as the dynamics keep them
        for (int i = 0; i < FlowFeatures.FRAMES; i++) {
            System.arraycopy(sequence, at + (FlowFeatures.FRAMES - 1 - i) * cells, frames, i * cells, cells);
        }
        System.arraycopy(sequence, at + FlowFeatures.FRAMES * cells, frames, FlowFeatures.FRAMES * cells, cells);
        FlowFeatures.standardise(frames, 0, FlowFeatures.FRAMES * cells, frames.length, standardised, 0);
        double[] made = new double[maker.size()];
        maker.write(frames, 0, made, 0, scratch, 0);
        features.add(made);
        double[] before = new double[cells];
        double[] after = new double[cells];
        System.arraycopy(standardised, 0, before, 0, cells);
        System.arraycopy(standardised, FlowFeatures.FRAMES * cells, after, 0, cells);
        latest.add(before);
        next.add(after);
    }

    int size() {
        return features.size();
    }

    Grid grid() {
        return grid;
    }

    CoarseBases bases() {
        return bases;
    }

    /** Channels × centres; the array itself. */
    double[] features(int sample) {
        return features.get(sample);
    }

    /** Standardised value of the latest known frame. */
    double latest(int sample, int cell) {
        return latest.get(sample)[cell];
    }

    /** Standardised value of the frame to be predicted. */
    double next(int sample, int cell) {
        return next.get(sample)[cell];
    }
}
