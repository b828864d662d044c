package io.fieldcast.training;

import io.fieldcast.dynamics.IdeKernel;
import io.fieldcast.dynamics.LinearIde;
import io.fieldcast.dynamics.Parameter;
import io.fieldcast.dynamics.Propagator;
import io.fieldcast.geometry.Grid;
import io.fieldcast.numerics.Ensemble;
import io.fieldcast.verification.nowcast.AnalysedFrame;
import io.fieldcast.verification.nowcast.FrameDynamics;
import java.util.List;

/**
 * The linear integro-difference equation fitted anew after every frame: least squares of the one-step forecast errors, observed values
 * against the analysis before carried one step, over a window of the latest frames. The rival that a network has to beat. Confined to one
 * thread.
 */
public final class SlidingIde implements FrameDynamics {
    private static final double[] LATTICE = {-3, -1.5, 0, 1.5, 3};

    private final LinearIde ide;
    private final int window;
    private final Bfgs search;
    private final double[] fitted;
    private final Ensemble two;
    private final double[] scratch;

    /**
     * @param kernel its parameters start at their priors' means
     * @param window latest frames whose changes are fitted, at least 2
     */
    public SlidingIde(Grid grid, IdeKernel kernel, int window, int iterations) {
        this.ide = LinearIde.onGrid(grid, kernel);
        this.window = window;
        this.search = new Bfgs(1e-3, 1e-5, iterations);
        this.fitted = ide.parameters().stream().mapToDouble(Parameter::mean).toArray();
        // The least ensemble that there is; its members are the same.
        this.two = Ensemble.of(
                2,
                List.of(
                        new Ensemble.Block(Propagator.STATE, 0, ide.stateSize()),
                        new Ensemble.Block(Propagator.PARAMETERS, ide.stateSize(), fitted.length)));
        this.scratch = new double[ide.scratchSize(2)];
    }

    @Override
    public Propagator next(List<AnalysedFrame> frames) {
        if (frames.size() >= 2) {
            List<AnalysedFrame> seen = frames.subList(Math.max(0, frames.size() - window), frames.size());
            if (frames.size() == 2) {
                scanOffsets(seen);
            }
            search.minimise(place -> loss(seen, place), fitted, Bfgs.Progress.NONE);
        }
        return ide.fixedAt(fitted);
    }

    private void scanOffsets(List<AnalysedFrame> seen) {
        double[] trial = fitted.clone();
        double least = Double.POSITIVE_INFINITY;
        for (double east : LATTICE) {
            for (double north : LATTICE) {
                for (int i = 0; i < trial.length; i++) {
                    Parameter parameter = ide.parameters().get(i);
                    boolean x = parameter.name().startsWith("offset.x");
                    boolean y = parameter.name().startsWith("offset.y");
                    trial[i] = parameter.mean() + parameter.sd() * (x ? east : y ? north : 0);
                }
                double loss = loss(seen, trial);
                if (loss < least) {
                    least = loss;
                    System.arraycopy(trial, 0, fitted, 0, fitted.length);
                }
            }
        }
    }

    private double loss(List<AnalysedFrame> seen, double[] parameters) {
        double sum = 0;
        int count = 0;
        double[] values = two.values();
        for (int i = 1; i < seen.size(); i++) {
            AnalysedFrame before = seen.get(i - 1);
            AnalysedFrame after = seen.get(i);
            for (int cell = 0; cell < ide.stateSize(); cell++) {
                values[2 * cell] = before.mean(cell);
                values[2 * cell + 1] = before.mean(cell);
            }
            for (int k = 0; k < parameters.length; k++) {
                values[2 * (ide.stateSize() + k)] = parameters[k];
                values[2 * (ide.stateSize() + k) + 1] = parameters[k];
            }
            ide.advance(two, 1, scratch);
            for (int k = 0; k < after.observations(); k++) {
                double error = after.value(k) - values[2 * after.cell(k)];
                sum += error * error;
                count++;
            }
        }
        return sum / count;
    }
}
