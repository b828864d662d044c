package io.fieldcast.training.gradient;

import static org.assertj.core.api.Assertions.assertThat;

import io.fieldcast.dynamics.Choices;
import io.fieldcast.dynamics.Dynamics;
import io.fieldcast.dynamics.Propagator;
import io.fieldcast.dynamics.TrainedModel;
import io.fieldcast.dynamics.network.Features;
import io.fieldcast.geometry.StationNodes;
import io.fieldcast.numerics.Ensemble;
import io.fieldcast.training.TrainingData;
import io.fieldcast.training.TrainingTask;
import io.fieldcast.training.TrainingWatch;
import io.fieldcast.training.WeakForm;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class WeakGraphTest {
    private static final int PLACES = 4;
    private static final int FALL = 24;
    private static final StationNodes STATIONS =
            new StationNodes(new double[] {0, 1, 0.1, 1.1}, new double[] {0, 0.1, 1, 1.2}, 1);

    @Test
    void itsGradientsAreThoseOfFiniteDifferences() {
        Features features = Features.neighbours(STATIONS, 1, 1);
        int[] widths = {5, 4};
        GraphLoss loss = WeakGraph.loss(features, widths, new WeakForm(7, 3, 0));
        for (int frame = 0; frame < 7; frame++) {
            loss.feed("frame." + frame, new Samples(GradientCheck.normal(5 * PLACES, frame), PLACES));
        }
        double[] weights = GradientCheck.normal(EnergyGraph.count(features, widths, true), 9);
        Arrays.setAll(weights, i -> 0.4 * weights[i]);
        assertThat(GradientCheck.largestError(loss, weights, new int[] {0, 1, 2, 3, 4}, 40))
                .isLessThan(1e-6);
    }

    /** {@code x' = −0.1 x − 0.05 x³} at every place, from a new start every {@link #FALL} frames with a gap before it. */
    private static double[] falls(int count, double noise) {
        double[] starts = GradientCheck.normal(count * PLACES, 3);
        double[] blur = GradientCheck.normal(count * (FALL + 1) * PLACES, 4);
        double[] frames = new double[blur.length];
        Arrays.fill(frames, Double.NaN);
        for (int fall = 0; fall < count; fall++) {
            for (int place = 0; place < PLACES; place++) {
                double x = 2 * starts[fall * PLACES + place];
                for (int frame = 0; frame < FALL; frame++) {
                    int at = (fall * (FALL + 1) + frame) * PLACES + place;
                    frames[at] = x + noise * blur[at];
                    for (int part = 0; part < 50; part++) {
                        x -= 0.02 * (0.1 * x + 0.05 * x * x * x);
                    }
                }
            }
        }
        return frames;
    }

    /** Root mean squared error of what is served, twelve frames ahead on exact falls. */
    private static double error(double weak) {
        int falls = 40;
        double[] noisy = falls(falls, 0.3);
        double[] exact = falls(falls, 0);
        int fit = 30 * (FALL + 1);
        TrainingData data = TrainingData.ofRows(STATIONS, 1, Instant.EPOCH, Duration.ofHours(1), noisy, fit);
        Dynamics kind = Dynamics.named("stable-flow");
        Choices choices = Choices.defaults(kind.settings()).with("correction", 0);
        TrainingTask task = TrainingTask.of(data, choices, new StableFlowTrainer(), 1)
                .with("width", 6)
                .with("epochs", 40)
                .with("rate", 0.02)
                .with("horizon", 1)
                .with("weak", weak);
        TrainedModel model =
                new StableFlowTrainer().train(task, TrainingWatch.NONE).model();
        Propagator served = kind.build(STATIONS, 1, choices.with(model));
        double[] scratch = new double[served.scratchSize(2)];
        double squares = 0;
        for (int fall = 0; fall < falls; fall++) {
            Ensemble ensemble = Ensemble.ofState(PLACES, 2);
            int from = fall * (FALL + 1) * PLACES;
            for (int place = 0; place < PLACES; place++) {
                ensemble.values()[2 * place] = exact[from + place];
            }
            for (int frame = 0; frame < 12; frame++) {
                served.advance(ensemble, 1, scratch);
            }
            for (int place = 0; place < PLACES; place++) {
                double missed = ensemble.values()[2 * place] - exact[from + 12 * PLACES + place];
                squares += missed * missed / (falls * PLACES);
            }
        }
        return Math.sqrt(squares);
    }

    @Test
    void noiseInTheFramesIsTakenForDecayByRunsAheadButNotByTheWeakForm() {
        double weak = error(13);
        assertThat(weak).isLessThan(0.2);
        assertThat(error(0)).isGreaterThan(2 * weak);
    }
}
