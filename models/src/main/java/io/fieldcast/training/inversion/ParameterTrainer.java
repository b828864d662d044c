package io.fieldcast.training.inversion;

import io.fieldcast.assimilation.FilterSpec;
import io.fieldcast.domain.Check;
import io.fieldcast.dynamics.Dynamics;
import io.fieldcast.dynamics.Parameter;
import io.fieldcast.dynamics.Propagator;
import io.fieldcast.dynamics.Setting;
import io.fieldcast.dynamics.TrainedModel;
import io.fieldcast.dynamics.Tuned;
import io.fieldcast.numerics.Ensemble;
import io.fieldcast.numerics.RandomStreams;
import io.fieldcast.observation.ObservationBatch;
import io.fieldcast.training.Checkpoint;
import io.fieldcast.training.Trainer;
import io.fieldcast.training.TrainingData;
import io.fieldcast.training.TrainingOutcome;
import io.fieldcast.training.TrainingProgress;
import io.fieldcast.training.TrainingTask;
import io.fieldcast.training.TrainingWatch;
import java.util.List;
import java.util.Map;

/**
 * Fits the few learnable numbers of any dynamics by ensemble Kalman inversion on one-step forecasts; the model is where they start from.
 * What the members cannot explain after an iteration is the error variance of the next. Immutable.
 */
public final class ParameterTrainer implements Trainer {
    /** A fit never claims to know a number better than to this share of its prior: the forecasts' errors are not independent. */
    private static final double LEAST_SHARE = 0.1;

    private static final String BEST = "best";
    private static final String BEST_LOSS = "best.loss";
    private static final String MEMBERS = "members";

    private final String kind;

    /** @param kind name of dynamics that need no trained model */
    public ParameterTrainer(String kind) {
        this.kind = kind;
    }

    @Override
    public String kind() {
        return kind;
    }

    @Override
    public String summary() {
        return "Ensemble Kalman inversion of the learnable numbers on one-step forecasts.";
    }

    @Override
    public List<Setting> settings() {
        return List.of(
                new Setting("iterations", 8, 1, 1000, "iterations of the inversion"),
                new Setting(MEMBERS, 40, 4, 4096, "members of the ensemble of parameters"),
                new Setting("frames", 500, 2, 1e6, "most frames that are fitted, the latest ones"));
    }

    @Override
    public TrainingOutcome train(TrainingTask task, TrainingWatch watch) {
        return new Run(task, watch).run();
    }

    private final class Run {
        private final TrainingTask task;
        private final TrainingWatch watch;
        private final TrainingData data;
        private final List<Parameter> parameters;
        private final Propagator dynamics;
        private final int members;
        private final int iterations;
        private final int from;
        private double errorVariance;
        private double fitLoss;
        private double bestLoss = Double.POSITIVE_INFINITY;
        private Ensemble best;

        Run(TrainingTask task, TrainingWatch watch) {
            this.task = task;
            this.watch = watch;
            this.data = task.data();
            Propagator built = Dynamics.named(kind).build(data.representation(), data.radius(), task.dynamics());
            TrainedModel earlier = task.dynamics().model();
            this.dynamics = earlier.equals(TrainedModel.NONE) ? built : Tuned.of(built, earlier);
            this.parameters = dynamics.parameters();
            Check.that(!parameters.isEmpty(), "the dynamics have no learnable numbers");
            this.members = (int) task.training().number(MEMBERS);
            this.iterations = (int) task.training().number("iterations");
            this.from = Math.max(0, data.fit() - (int) task.training().number("frames"));
            Check.that(
                    data.fit() - from > InsertionRun.SETTLING + 1, "%d frames are too few to fit", data.fit() - from);
            this.best = PriorDraw.of(parameters, members, streams());
        }

        private RandomStreams streams() {
            return new RandomStreams(task.seed(), "training/" + kind);
        }

        TrainingOutcome run() {
            Ensemble ensemble = best.copy();
            int done = restore(ensemble);
            InsertionRun forecasts = new InsertionRun(dynamics, data, members);
            Misfit misfit = (iteration, members, batch) -> fill(forecasts, members, batch);
            EnsembleInversion.multipleAssimilation(new FilterSpec.Etkf(), iterations)
                    .run(ensemble, misfit, done, streams(), this::after);
            return outcome();
        }

        /** Data are the frames' rows; their error variance is what the mean of the members does not explain. */
        private void fill(InsertionRun forecasts, Ensemble members, ObservationBatch batch) {
            errorVariance = Math.max(1e-9, loss(mean(members), from, data.fit()));
            forecasts.run(members.values(), from, data.fit(), (at, observed, forecast) -> {
                for (int row = 0; row < observed.length; row++) {
                    int to = batch.offset(batch.add(observed[row], errorVariance, 0, 0));
                    System.arraycopy(forecast, row * members.members(), batch.predicted(), to, members.members());
                }
            });
        }

        private boolean after(int iteration, Ensemble members) {
            double[] mean = mean(members);
            fitLoss = loss(mean, from, data.fit());
            double heldOut = loss(mean, data.fit() - 1, data.frames());
            double decides = Double.isNaN(heldOut) ? fitLoss : heldOut;
            if (decides < bestLoss) {
                bestLoss = decides;
                best = members.copy();
            }
            TrainingProgress progress =
                    new TrainingProgress("inversion", iteration, fitLoss, heldOut, (double) iteration / iterations);
            return watch.epoch(progress, checkpoint(iteration, members));
        }

        private Checkpoint checkpoint(int iteration, Ensemble members) {
            return new Checkpoint(
                    iteration,
                    new TrainedModel(
                            kind,
                            Map.of(BEST_LOSS, bestLoss, "fit.loss", fitLoss),
                            Map.of(MEMBERS, members.values(), BEST, best.values())));
        }

        private int restore(Ensemble members) {
            Checkpoint checkpoint = task.resume();
            if (checkpoint.isNone()) {
                return 0;
            }
            TrainedModel state = checkpoint.state();
            int length = members.values().length;
            System.arraycopy(state.block(MEMBERS, length), 0, members.values(), 0, length);
            System.arraycopy(state.block(BEST, length), 0, best.values(), 0, length);
            bestLoss = state.number(BEST_LOSS);
            fitLoss = state.number("fit.loss");
            return checkpoint.epoch();
        }

        private double[] mean(Ensemble members) {
            double[] mean = new double[parameters.size()];
            for (int row = 0; row < mean.length; row++) {
                mean[row] = members.mean(row);
            }
            return mean;
        }

        /** Mean square of the one-step errors with one set of parameters, NaN where there are no frames; an ensemble has two members at least. */
        private double loss(double[] mean, int first, int end) {
            double[] twice = new double[2 * mean.length];
            for (int row = 0; row < mean.length; row++) {
                twice[2 * row] = mean[row];
                twice[2 * row + 1] = mean[row];
            }
            double[] sums = new double[2];
            new InsertionRun(dynamics, data, 2).run(twice, first, end, (at, observed, forecast) -> {
                for (int row = 0; row < observed.length; row++) {
                    double error = forecast[2 * row] - observed[row];
                    sums[0] += error * error;
                    sums[1]++;
                }
            });
            return sums[0] / sums[1];
        }

        private TrainingOutcome outcome() {
            Check.that(Double.isFinite(bestLoss), "no iteration gave finite forecasts; start from other first guesses");
            double[] deviations = new double[parameters.size()];
            for (int row = 0; row < deviations.length; row++) {
                double least = LEAST_SHARE * parameters.get(row).sd();
                deviations[row] = Math.max(least, Math.sqrt(best.variance(row)));
            }
            TrainedModel model = Tuned.model(kind, parameters, mean(best), deviations);
            return new TrainingOutcome(model, Map.of("loss.fit", fitLoss, "loss.held_out", bestLoss));
        }
    }
}
