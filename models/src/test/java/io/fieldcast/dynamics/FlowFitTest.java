package io.fieldcast.dynamics;

import static org.assertj.core.api.Assertions.assertThat;

import io.fieldcast.geometry.Grid;
import io.fieldcast.numerics.Ensemble;
import io.fieldcast.testkit.Gen;
import io.fieldcast.testkit.Seeds;
import java.util.Arrays;
import java.util.List;

/** Against the posterior density written down from its definition, with the equation itself as the map from frame to frame. */
class FlowFitTest {
    private static final double ALIKE = 4;
    private static final int SWEEPS = 8;

    /** A few steps towards the top gain nearly what there is to gain. */
    private static final double SHARE = 0.9;

    @Seeds
    void gainsNearlyWhatALongSearchDoes(Gen gen) {
        Grid grid = new Grid(gen.integer(10, 14), gen.integer(10, 14), 0, 0, gen.uniform(0.5, 5));
        TrainedModel model = DeepModels.random(gen, 2);
        DeepIde.Corrections corrections = new DeepIde.Corrections(0.9, 0.5, gen.integer(1, 2));
        double[] frames = frames(gen, grid);
        DeepIde reading = new DeepIde(grid, model, corrections).readOff(frames);
        double prior = misfit(reading, grid, frames, priors(reading));
        double searched = search(reading, grid, frames);
        double fitted = misfit(reading, grid, frames, fit(grid, model, corrections, frames));
        assertThat((prior - fitted) / (prior - searched)).isGreaterThan(SHARE);
    }

    @Seeds
    void takesThePriorsWhereFramesSayNothing(Gen gen) {
        Grid grid = new Grid(9, 10, 0, 0, 1);
        TrainedModel model = DeepModels.random(gen, 2);
        DeepIde.Corrections corrections = new DeepIde.Corrections(0.9, 0.5, 2);
        double[] still = new double[3 * grid.size()];
        double[] priors = priors(new DeepIde(grid, model, corrections));
        assertThat(fit(grid, model, corrections, still)).containsExactly(priors);
        double[] huge = gen.gaussians(still.length);
        huge[gen.integer(0, huge.length - 1)] = 1e300;
        assertThat(fit(grid, model, corrections, huge)).containsExactly(priors);
    }

    /** The least misfit found by one correction after the other, up and down, in ever smaller steps. */
    private static double search(Propagator reading, Grid grid, double[] frames) {
        double[] best = priors(reading);
        double least = misfit(reading, grid, frames, best);
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            for (int k = 0; k < best.length; k++) {
                double step = reading.parameters().get(k).sd() * Math.pow(0.7, sweep);
                for (double change : new double[] {-step, step}) {
                    double[] trial = best.clone();
                    trial[k] += change;
                    double misfit = misfit(reading, grid, frames, trial);
                    if (misfit < least) {
                        least = misfit;
                        best = trial;
                    }
                }
            }
        }
        return least;
    }

    /** Waves that drift and fade, and noise; the latest frame first. */
    private static double[] frames(Gen gen, Grid grid) {
        double east = gen.uniform(-1, 1);
        double north = gen.uniform(-1, 1);
        double[] frames = new double[3 * grid.size()];
        for (int at = 0; at < frames.length; at++) {
            int back = Math.floorDiv(at, grid.size());
            int cell = at % grid.size();
            double x = cell % grid.columns() + back * east;
            double y = Math.floorDiv(cell, grid.columns()) + back * north;
            double wave = Math.sin(0.5 * x + 0.2 * y) + Math.cos(0.4 * y - 0.25 * x);
            frames[at] = Math.pow(0.8, -back) * wave + 0.2 * gen.gaussian();
        }
        return frames;
    }

    private static double[] fit(Grid grid, TrainedModel model, DeepIde.Corrections corrections, double[] frames) {
        FlowCorrections flow =
                new FlowCorrections(grid, model, corrections.gain(), true, corrections.offset(), corrections.side());
        FlowKernel kernel = new FlowKernel(grid, flow);
        FlowFit fit = new FlowFit(grid, flow, kernel, new GridQuadrature(grid, IdeKernel.Rows.NORMALISED));
        int count = flow.parameters().size();
        int mean = flow.size() + count;
        int free = mean + flow.stateSize();
        double[] work = new double[free + Math.max(flow.scratchSize(), fit.scratchSize())];
        flow.read(frames, 0, 1, work, 0, mean);
        fit.fit(work, 0, mean, flow.size(), free);
        return Arrays.copyOfRange(work, flow.size(), mean);
    }

    private static double[] priors(Propagator reading) {
        return reading.parameters().stream().mapToDouble(Parameter::mean).toArray();
    }

    private static double misfit(Propagator reading, Grid grid, double[] frames, double[] corrections) {
        int cells = grid.size();
        double squares = 0;
        for (int back = 1; back <= 2; back++) {
            Ensemble field = Ensemble.of(
                    2,
                    List.of(
                            new Ensemble.Block(Propagator.STATE, 0, cells),
                            new Ensemble.Block(Propagator.PARAMETERS, cells, corrections.length)));
            double[] values = field.values();
            for (int at = 0; at < values.length; at++) {
                int row = Math.floorDiv(at, 2);
                values[at] = row < cells ? frames[back * cells + row] : corrections[row - cells];
            }
            reading.advance(field, 1, new double[reading.scratchSize(2)]);
            for (int cell = 0; cell < cells; cell++) {
                double error = frames[(back - 1) * cells + cell] - values[2 * cell];
                squares += error * error;
            }
        }
        double misfit = 2 * cells / ALIKE * Math.log(squares / (2 * cells));
        for (int k = 0; k < corrections.length; k++) {
            Parameter prior = reading.parameters().get(k);
            double from = (corrections[k] - prior.mean()) / prior.sd();
            misfit += from * from;
        }
        return misfit;
    }
}
