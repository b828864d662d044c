package io.fieldcast.training;

import io.fieldcast.dynamics.Parameter;
import io.fieldcast.dynamics.Propagator;
import io.fieldcast.numerics.Cholesky;
import io.fieldcast.numerics.Ensemble;
import io.fieldcast.verification.nowcast.AnalysedFrame;
import java.util.Arrays;
import java.util.List;

/**
 * Most probable parameters of a propagator given a few changes from frame to frame and the parameters' priors, by the method of Gauss and
 * Newton. Errors count as independent at every fourth observation, since neighbours miss alike; their variance is unknown and profiled
 * out. The members of one ensemble carry the parameters and each of them a little changed, so that one step gives all derivatives.
 * Confined to one thread.
 */
final class CorrectionFit {
    /** Observations that together tell as much as one whose error is its own. */
    private static final double ALIKE = 4;

    private static final int TRIALS = 5;
    private static final double DIFFERENCE = 1e-4;

    private final List<Parameter> parameters;
    private final int size;
    private final Ensemble members;
    private final double[] scratch;
    private final Cholesky factor;
    private final double[] normal;
    private final double[] right;
    private final double[] slopes;

    /** @param like of the same parameters as all dynamics to come, whose state is the field alone */
    CorrectionFit(Propagator like) {
        this.parameters = like.parameters();
        this.size = like.stateSize();
        int count = parameters.size();
        this.members = Ensemble.of(
                count + 1,
                List.of(
                        new Ensemble.Block(Propagator.STATE, 0, size),
                        new Ensemble.Block(Propagator.PARAMETERS, size, count)));
        this.scratch = new double[like.scratchSize(count + 1)];
        this.factor = new Cholesky(count);
        this.normal = new double[count * count];
        this.right = new double[count];
        this.slopes = new double[count];
    }

    /**
     * Moves parameters towards the most probable ones.
     *
     * @param dynamics carry each frame's analysis to the next frame
     * @param frames whose observations, but for the first one's, they are to meet; at least 2
     * @param unconstrained where to start; receives what was found, never less probable
     */
    void improve(Propagator dynamics, List<AnalysedFrame> frames, double[] unconstrained) {
        int count = unconstrained.length;
        double[] trial = unconstrained.clone();
        double[] step = new double[count];
        double least = Double.POSITIVE_INFINITY;
        for (int attempt = 0; attempt < TRIALS; attempt++) {
            double misfit = misfit(dynamics, frames, trial);
            if (misfit < least && factor.factor(normal)) {
                least = misfit;
                System.arraycopy(trial, 0, unconstrained, 0, count);
                factor.solve(1, right);
                System.arraycopy(right, 0, step, 0, count);
            } else {
                for (int k = 0; k < count; k++) {
                    step[k] /= 2;
                }
            }
            for (int k = 0; k < count; k++) {
                trial[k] = unconstrained[k] + step[k];
            }
        }
    }

    /** Minus twice the log posterior density but for a constant; leaves the normal equations of the next step. */
    private double misfit(Propagator dynamics, List<AnalysedFrame> frames, double[] trial) {
        int count = trial.length;
        Arrays.fill(normal, 0);
        Arrays.fill(right, 0);
        double squares = 0;
        double seen = 0;
        for (int i = 1; i < frames.size(); i++) {
            squares += add(dynamics, frames.get(i - 1), frames.get(i), trial);
            seen += frames.get(i).observations();
        }
        double precision = seen / (ALIKE * squares);
        double misfit = seen / ALIKE * Math.log(squares / seen);
        for (int k = 0; k < count; k++) {
            Parameter prior = parameters.get(k);
            double variance = prior.sd() * prior.sd();
            double from = trial[k] - prior.mean();
            misfit += from * from / variance;
            right[k] = precision * right[k] - from / variance;
            for (int j = 0; j < count; j++) {
                normal[k * count + j] *= precision;
            }
            normal[k * count + k] += 1 / variance;
        }
        return misfit;
    }

    /** Adds one change's share of the normal equations, before errors are weighted; returns the sum of their squares. */
    private double add(Propagator dynamics, AnalysedFrame before, AnalysedFrame after, double[] trial) {
        int count = trial.length;
        int width = count + 1;
        double[] values = members.values();
        for (int cell = 0; cell < size; cell++) {
            Arrays.fill(values, cell * width, (cell + 1) * width, before.mean(cell));
        }
        for (int k = 0; k < count; k++) {
            int row = (size + k) * width;
            Arrays.fill(values, row, row + width, trial[k]);
            values[row + 1 + k] += DIFFERENCE;
        }
        dynamics.advance(members, 1, scratch);
        double squares = 0;
        for (int i = 0; i < after.observations(); i++) {
            int at = after.cell(i) * width;
            double error = after.value(i) - values[at];
            squares += error * error;
            for (int k = 0; k < count; k++) {
                slopes[k] = (values[at + 1 + k] - values[at]) / DIFFERENCE;
                right[k] += slopes[k] * error;
                for (int j = 0; j <= k; j++) {
                    normal[k * count + j] += slopes[k] * slopes[j];
                }
            }
        }
        return squares;
    }
}
