package io.fieldcast.training.gradient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.fieldcast.dynamics.Choices;
import io.fieldcast.dynamics.Dynamics;
import io.fieldcast.dynamics.Propagator;
import io.fieldcast.dynamics.RungeKutta4;
import io.fieldcast.dynamics.TrainedModel;
import io.fieldcast.dynamics.hamiltonian.Splitting;
import io.fieldcast.dynamics.network.Correction;
import io.fieldcast.dynamics.network.DampedCanonical;
import io.fieldcast.dynamics.network.EnergyNetwork;
import io.fieldcast.dynamics.network.Features;
import io.fieldcast.dynamics.network.HamiltonianNetwork;
import io.fieldcast.dynamics.network.PortHamiltonianNetwork;
import io.fieldcast.dynamics.network.SteepestDescent;
import io.fieldcast.dynamics.network.VariationalNetwork;
import io.fieldcast.geometry.StationNodes;
import io.fieldcast.numerics.Ensemble;
import io.fieldcast.numerics.RandomStreams;
import io.fieldcast.training.Checkpoint;
import io.fieldcast.training.Trainer;
import io.fieldcast.training.TrainingData;
import io.fieldcast.training.TrainingOutcome;
import io.fieldcast.training.TrainingTask;
import io.fieldcast.training.TrainingWatch;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FieldTrainingTest {
    private static final StationNodes STATIONS =
            new StationNodes(new double[] {0, 1, 2, 0.2, 1.1, 1.9}, new double[] {0, 0.2, 0, 1, 1.2, 0.9}, 1);
    private static final int PLACES = 6;

    /** Stations that swing with a stiffening spring, lose a little, and are pushed at random. */
    private static TrainingData swinging(int frames) {
        RandomStreams.Stream random = new RandomStreams(4, "swinging").stream(0, RandomStreams.Purpose.TRUTH);
        double[] values = new double[frames * PLACES];
        double[] q = new double[PLACES];
        double[] p = new double[PLACES];
        long draw = 0;
        for (int frame = -50; frame < frames; frame++) {
            for (int part = 0; part < 20; part++) {
                for (int i = 0; i < PLACES; i++) {
                    p[i] += 0.05 * (-0.3 * q[i] - 0.3 * q[i] * q[i] * q[i] - 0.1 * p[i]);
                    q[i] += 0.05 * p[i];
                }
            }
            for (int i = 0; i < PLACES; i++) {
                p[i] += 0.1 * random.gaussian(draw++);
                if (frame >= 0) {
                    values[frame * PLACES + i] = q[i];
                }
            }
        }
        return TrainingData.ofRows(STATIONS, 1, Instant.EPOCH, Duration.ofHours(1), values, frames * 3 / 4);
    }

    private static TrainingTask task(FieldKind kind, TrainingData data) {
        return TrainingTask.of(
                        data, Choices.defaults(Dynamics.named(kind.kind()).settings()), trainer(kind), 3)
                .with("width", 6);
    }

    private static Trainer trainer(FieldKind kind) {
        return Objects.requireNonNull(Trainer.kinds().get(kind.kind()), kind.kind());
    }

    private static double score(TrainingOutcome outcome, String name) {
        return Objects.requireNonNull(outcome.scores().get(name), name);
    }

    private static TrainingOutcome train(FieldKind kind, TrainingTask task) {
        return trainer(kind).train(task, TrainingWatch.NONE);
    }

    @ParameterizedTest
    @EnumSource(FieldKind.class)
    void itsGradientsAreThoseOfFiniteDifferences(FieldKind kind) {
        Features features = Features.neighbours(STATIONS, kind.layers(), 1);
        FieldRollout rollout = new FieldRollout(kind, features, new int[] {5, 4}, 2, 2);
        GraphLoss loss = rollout.loss();
        String[] names = {"now", "next.1", "next.2", "before"};
        for (int i = 0; i < (kind.moves() ? 4 : 3); i++) {
            loss.feed(names[i], new Samples(GradientCheck.normal(5 * PLACES, i), PLACES));
        }
        double[] weights = GradientCheck.normal(rollout.weights(), 9);
        for (int i = 0; i < weights.length; i++) {
            weights[i] = 0.4 * weights[i] - (i >= weights.length - 5 ? 0.8 : 0);
        }
        assertThat(GradientCheck.largestError(loss, weights, new int[] {0, 1, 2, 3, 4}, 40))
                .isLessThan(1e-6);
    }

    /** The same weights with the same steps, in the graph and as they are served. */
    @ParameterizedTest
    @EnumSource(FieldKind.class)
    void servesWhatItTrained(FieldKind kind) {
        Features features = Features.neighbours(STATIONS, kind.layers(), 1);
        int[] widths = {5, 4};
        FieldRollout rollout = new FieldRollout(kind, features, widths, 2, 2);
        double[] weights = GradientCheck.normal(rollout.weights(), 9);
        Arrays.setAll(weights, i -> 0.4 * weights[i]);
        int samples = 5;
        double[] before = GradientCheck.normal(samples * PLACES, 1);
        double[] now = GradientCheck.normal(samples * PLACES, 2);
        GraphLoss loss = rollout.loss().feed("now", new Samples(now, PLACES));
        if (kind.moves()) {
            loss.feed("before", new Samples(before, PLACES));
        }
        for (int frame = 1; frame <= 2; frame++) {
            loss.feed("next." + frame, new Samples(now, PLACES));
        }
        double[] trained = loss.output("frame.2", weights, new int[] {0, 1, 2, 3, 4});
        Propagator served = served(kind, features, widths, weights);
        int share = EnergyGraph.count(features, widths, true);
        Ensemble ensemble = Ensemble.ofState(served.stateSize(), samples);
        for (int i = 0; i < now.length; i++) {
            int at = i % PLACES * samples + i / PLACES;
            ensemble.values()[at] = now[i];
            if (kind.moves()) {
                ensemble.values()[PLACES * samples + at] = Math.exp(weights[share]) * (now[i] - before[i]);
            }
        }
        double[] scratch = new double[served.scratchSize(samples)];
        served.advance(ensemble, 1, scratch);
        served.advance(ensemble, 1, scratch);
        for (int i = 0; i < now.length; i++) {
            assertThat(ensemble.values()[i % PLACES * samples + i / PLACES]).isCloseTo(trained[i], within(1e-10));
        }
    }

    private static Propagator served(FieldKind kind, Features features, int[] widths, double[] weights) {
        int at = EnergyNetwork.count(features.inputs(), widths);
        double[] stiffness = new double[features.inputs()];
        for (int input = 0; input < stiffness.length; input++) {
            stiffness[input] = Math.exp(weights[at++]);
        }
        EnergyNetwork energy = new EnergyNetwork(
                features,
                widths,
                Arrays.copyOf(weights, EnergyNetwork.count(features.inputs(), widths)),
                stiffness,
                1,
                Correction.NONE);
        double extra = Math.exp(weights[weights.length - 1]);
        return switch (kind) {
            case STABLE_FLOW -> new RungeKutta4(new PortHamiltonianNetwork(energy, new SteepestDescent()), 1, 2);
            case HAMILTONIAN -> new RungeKutta4(new HamiltonianNetwork(energy), 1, 2);
            case PORT_HAMILTONIAN ->
                new RungeKutta4(new PortHamiltonianNetwork(energy, new DampedCanonical(extra, 0)), 1, 2);
            case VARIATIONAL -> {
                double[] masses = new double[PLACES];
                Arrays.fill(masses, extra);
                yield Splitting.VELOCITY_VERLET.over(
                        new VariationalNetwork(energy, masses, VariationalNetwork.Space.LINE), 1, 2);
            }
        };
    }

    @ParameterizedTest
    @EnumSource(FieldKind.class)
    void theServedStepsWhichKeepThePromisesScoreWhatTheTrainingsStepsDo(FieldKind kind) {
        TrainingData data = swinging(80);
        TrainingTask task = task(kind, data).with("epochs", 2).with("steps", 2).with("horizon", 1);
        TrainingOutcome outcome = train(kind, task);
        double fitted = rmse(kind, outcome.model(), data, 60, 79);
        // The same frames by the training's own steps, coarser ones: so much do their errors make.
        double trained = score(outcome, "rmse.held_out");
        assertThat(fitted).isCloseTo(trained, within(0.02 * trained));
    }

    /** One frame ahead by the served dynamics, from the two before, with finer steps than the training's. */
    private static double rmse(FieldKind kind, TrainedModel model, TrainingData data, int from, int to) {
        Choices choices = Choices.defaults(Dynamics.named(kind.kind()).settings())
                .with("correction", 0)
                .with(model);
        Propagator propagator = Dynamics.named(kind.kind()).build(STATIONS, 1, choices);
        int members = 2;
        Ensemble ensemble = Ensemble.ofState(propagator.stateSize(), members);
        double[] scratch = new double[propagator.scratchSize(members)];
        double squares = 0;
        int count = 0;
        for (int frame = from + (kind.moves() ? 1 : 0); frame < to; frame++) {
            for (int i = 0; i < PLACES; i++) {
                double now = data.value(frame, i);
                for (int m = 0; m < members; m++) {
                    ensemble.values()[i * members + m] = now;
                    if (kind.moves()) {
                        ensemble.values()[(PLACES + i) * members + m] =
                                model.number("share") * (now - data.value(frame - 1, i));
                    }
                }
            }
            propagator.advance(ensemble, 1, scratch);
            for (int i = 0; i < PLACES; i++, count++) {
                double error = ensemble.values()[i * members] - data.value(frame + 1, i);
                squares += error * error;
            }
        }
        return Math.sqrt(squares / count);
    }

    @Test
    void aSwingingFieldIsForecastFarBetterThanByPersistence() {
        TrainingData data = swinging(240);
        TrainingTask task = task(FieldKind.PORT_HAMILTONIAN, data)
                .with("epochs", 20)
                .with("rate", 0.03)
                .with("batch", 180);
        TrainingOutcome outcome = train(FieldKind.PORT_HAMILTONIAN, task);
        assertThat(score(outcome, "rmse.held_out")).isLessThan(0.5 * score(outcome, "rmse.persistence"));
    }

    @Test
    void anInterruptedTrainingEndsAtTheSameModel() {
        TrainingTask task = task(FieldKind.VARIATIONAL, swinging(100)).with("epochs", 4);
        Trainer trainer = trainer(FieldKind.VARIATIONAL);
        List<Checkpoint> checkpoints = new ArrayList<>();
        TrainedModel whole = trainer.train(task, (progress, checkpoint) -> checkpoints.add(checkpoint))
                .model();
        TrainedModel resumed =
                trainer.train(task.from(checkpoints.get(1)), TrainingWatch.NONE).model();
        assertThat(resumed).isEqualTo(whole);
    }

    @Test
    void aModelGivenIsWhereTrainingStarts() {
        TrainingTask task = task(FieldKind.PORT_HAMILTONIAN, swinging(100))
                .with("epochs", 4)
                .with("rate", 0.02);
        TrainingOutcome outcome = train(FieldKind.PORT_HAMILTONIAN, task);
        double first = score(outcome, "rmse.fit");
        // A step too small to matter: what it scores is what it was given.
        TrainingOutcome warm = train(
                FieldKind.PORT_HAMILTONIAN,
                task.from(outcome.model()).with("epochs", 1).with("rate", 1e-8));
        assertThat(score(warm, "rmse.fit")).isCloseTo(first, within(1e-6));
    }

    @Test
    void aModelOfACoarserFieldIsAWarmStartForAFinerOne() {
        TrainingData fine = swinging(160);
        TrainingData coarse = fine.on(new StationNodes(new double[] {0, 1.9, 1.1}, new double[] {0, 0.1, 1.2}, 1));
        TrainingTask first =
                task(FieldKind.PORT_HAMILTONIAN, coarse).with("epochs", 15).with("rate", 0.03);
        TrainingTask still =
                task(FieldKind.PORT_HAMILTONIAN, fine).with("epochs", 1).with("rate", 1e-8);
        TrainedModel early = train(FieldKind.PORT_HAMILTONIAN, first).model();
        double warm = score(train(FieldKind.PORT_HAMILTONIAN, still.from(early)), "rmse.held_out");
        double cold = score(train(FieldKind.PORT_HAMILTONIAN, still), "rmse.held_out");
        assertThat(warm).isLessThan(cold);
    }

    @Test
    void everyKindOfNetworkHasDynamicsAndATrainer() {
        for (FieldKind kind : FieldKind.values()) {
            assertThat(Dynamics.named(kind.kind()).trained()).isTrue();
            assertThat(Trainer.kinds()).containsKey(kind.kind());
        }
    }
}
