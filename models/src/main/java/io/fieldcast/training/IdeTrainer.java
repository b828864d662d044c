package io.fieldcast.training;

import io.fieldcast.domain.Check;
import io.fieldcast.dynamics.Dynamics;
import io.fieldcast.dynamics.LinearIde;
import io.fieldcast.dynamics.Parameter;
import io.fieldcast.dynamics.Propagator;
import io.fieldcast.dynamics.Setting;
import io.fieldcast.dynamics.Tuned;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Fits the kernel of the linear integro-difference equation by maximum likelihood, from the places' values themselves. Where the state
 * is so long that a likelihood takes too much, name fewer functions or nodes for the field. The search keeps no checkpoint: it takes less
 * than a minute. Immutable.
 */
public final class IdeTrainer implements Trainer {
    /** Rows cubed times frames that a likelihood may cost: a tenth of a second. */
    private static final double WORK = 4e7;

    /** Fewer frames say too little. */
    private static final int LEAST_FRAMES = 10;

    private static final double DIFFERENCE = 1e-4;

    @Override
    public String kind() {
        return "ide";
    }

    @Override
    public String summary() {
        return "Maximum likelihood by a Kalman filter and a quasi-Newton search.";
    }

    @Override
    public List<Setting> settings() {
        return List.of(
                new Setting("iterations", 60, 1, 1000, "most iterations of the search"),
                new Setting("frames", 1000, LEAST_FRAMES, 1e6, "most frames that are fitted, the latest ones"),
                new Setting(
                        "tolerance", 1e-6, 1e-12, 1, "gain of the likelihood, relative, below which the search ends"));
    }

    @Override
    public TrainingOutcome train(TrainingTask task, TrainingWatch watch) {
        TrainingData data = task.data();
        Propagator built = Dynamics.named(kind()).build(data.representation(), data.radius(), task.dynamics());
        LinearIde ide = (LinearIde) built;
        int frames = frames(task, ide.stateSize());
        ObservationSeries fitted = series(data, data.fit() - frames, data.fit());
        int iterations = (int) task.training().number("iterations");
        Bfgs search = new Bfgs(DIFFERENCE, task.training().number("tolerance"), iterations);
        IdeFit fit = IdeFit.of(
                new IdeLikelihood(ide, fitted, 1),
                search,
                (iteration, evaluations, value) -> watch.epoch(
                        new TrainingProgress(
                                "likelihood",
                                iteration,
                                value / fitted.size(),
                                Double.NaN,
                                Math.min(1, (double) iteration / iterations)),
                        Checkpoint.NONE));
        double[] deviations = new double[ide.parameters().size()];
        for (int row = 0; row < deviations.length; row++) {
            Parameter parameter = ide.parameters().get(row);
            deviations[row] = Math.max(parameter.spreadFloor(), 0.5 * parameter.sd());
        }
        Map<String, Double> scores = new TreeMap<>();
        scores.put("loss.fit", -fit.logLikelihood() / fitted.size());
        int tail = Math.min(frames, data.frames() - data.fit());
        if (tail > 1) {
            ObservationSeries heldOut = series(data, data.fit(), data.fit() + tail);
            double logarithm = new IdeLikelihood(ide, heldOut, 1)
                    .at(fit.unconstrained(), fit.processVariance(), fit.observationVariance());
            scores.put("loss.held_out", -logarithm / heldOut.size());
        }
        scores.put("variance.process", fit.processVariance());
        scores.put("variance.observation", fit.observationVariance());
        return new TrainingOutcome(Tuned.model(kind(), ide.parameters(), fit.unconstrained(), deviations), scores);
    }

    private static int frames(TrainingTask task, int rows) {
        double affordable = WORK / ((double) rows * rows * rows);
        int frames = (int) Math.min(
                Math.min(task.training().number("frames"), affordable),
                task.data().fit());
        Check.that(
                frames >= LEAST_FRAMES,
                "a likelihood of %d rows can afford too few frames; give the field a smaller representation to train on",
                rows);
        return frames;
    }

    private static ObservationSeries series(TrainingData data, int from, int to) {
        int[] counts = new int[to - from];
        int total = 0;
        for (int frame = from; frame < to; frame++) {
            for (int place = 0; place < data.places(); place++) {
                counts[frame - from] += Double.isNaN(data.atPlace(frame, place)) ? 0 : 1;
            }
            total += counts[frame - from];
        }
        double[] xs = new double[total];
        double[] ys = new double[total];
        double[] values = new double[total];
        int at = 0;
        for (int frame = from; frame < to; frame++) {
            for (int place = 0; place < data.places(); place++) {
                double value = data.atPlace(frame, place);
                if (!Double.isNaN(value)) {
                    xs[at] = data.x(place);
                    ys[at] = data.y(place);
                    values[at++] = value;
                }
            }
        }
        return new ObservationSeries(data.representation(), counts, xs, ys, values);
    }
}
