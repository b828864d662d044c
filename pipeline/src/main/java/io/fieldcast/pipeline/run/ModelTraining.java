package io.fieldcast.pipeline.run;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.fieldcast.domain.Observation;
import io.fieldcast.dynamics.Dynamics;
import io.fieldcast.dynamics.Propagator;
import io.fieldcast.forecasting.AnomalyHistory;
import io.fieldcast.forecasting.DynamicsSpec;
import io.fieldcast.forecasting.FieldSettings;
import io.fieldcast.geometry.Network;
import io.fieldcast.geometry.Representation;
import io.fieldcast.pipeline.config.FieldFile;
import io.fieldcast.pipeline.config.Version;
import io.fieldcast.store.CheckpointFile;
import io.fieldcast.store.ModelFile;
import io.fieldcast.store.Training;
import io.fieldcast.training.Checkpoint;
import io.fieldcast.training.Trainer;
import io.fieldcast.training.TrainingData;
import io.fieldcast.training.TrainingOutcome;
import io.fieldcast.training.TrainingTask;
import io.fieldcast.training.TrainingWatch;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;

/**
 * Trains a field's dynamics on its recorded past and writes their model file. After every epoch a checkpoint lies beside it, from which
 * the same training goes on after an interruption. Confined to one thread.
 */
public final class ModelTraining {
    private static final int LEAST_FRAMES = 3;

    private final FieldFile field;
    private final Trainer trainer;
    private final Path output;
    private final Path checkpoint;
    private final TrainingData data;

    /**
     * @param output the model file to be written
     * @throws IOException if the field's data cannot be read or are too few
     */
    public ModelTraining(FieldFile field, Trainer trainer, Path output) throws IOException {
        this.field = field;
        this.trainer = trainer;
        this.output = output;
        this.checkpoint = output.resolveSibling(output.getFileName() + ".checkpoint");
        this.data = data(field);
    }

    /** What it trains on. */
    public TrainingData data() {
        return data;
    }

    /** Where an unfinished training of the same task lies. */
    public Path checkpoint() {
        return checkpoint;
    }

    /**
     * Where an interrupted training of the same task stands.
     *
     * @throws io.fieldcast.store.RefusedFile if the checkpoint beside the output is damaged or belongs to another training
     */
    public Checkpoint resume() throws IOException {
        if (!Files.exists(checkpoint)) {
            return Checkpoint.NONE;
        }
        CheckpointFile kept = CheckpointFile.read(checkpoint, digest());
        return new Checkpoint(kept.epoch(), kept.state());
    }

    /** Removes the checkpoint, if there is one. */
    public void restart() throws IOException {
        Files.deleteIfExists(checkpoint);
    }

    /**
     * Trains and writes the model file.
     *
     * @param watch told after every epoch; to end early, it says so, and the best model so far is written
     */
    public ModelFile run(Checkpoint from, TrainingWatch watch) throws IOException {
        FieldSettings settings = field.settings();
        String digest = digest();
        TrainingTask task = new TrainingTask(
                data, settings.dynamics().choices(), field.training().settings(), settings.seed(), from);
        List<IOException> failures = new ArrayList<>();
        TrainingOutcome outcome = trainer.train(task, (progress, state) -> {
            try {
                if (!state.isNone()) {
                    new CheckpointFile(digest, state.epoch(), state.state()).write(checkpoint);
                }
            } catch (IOException e) {
                failures.add(e);
                return false;
            }
            return watch.epoch(progress, state);
        });
        for (IOException failure : failures) {
            throw new IOException("the checkpoint cannot be written: " + failure.getMessage(), failure);
        }
        ModelFile model = file(outcome);
        model.write(output);
        restart();
        return model;
    }

    private ModelFile file(TrainingOutcome outcome) {
        FieldSettings settings = field.settings();
        Representation representation = data.representation();
        DynamicsSpec trained =
                new DynamicsSpec(trainer.kind(), settings.dynamics().choices().with(outcome.model()));
        Propagator built = trained.build(representation, data.radius());
        Training origin = Training.on(
                field.name(),
                representation,
                settings.step(),
                data.time(0),
                data.time(data.frames() - 1),
                data.digest(),
                Version.current());
        return ModelFile.of(outcome.model(), built.claims(), origin, outcome.scores());
    }

    /** Tells trainings apart: the data, the settings that count and the release. */
    private String digest() {
        String task = String.join(
                "\n",
                trainer.kind(),
                data.digest(),
                field.settings().dynamics().choices().numbers().toString(),
                field.training().settings().numbers().toString(),
                String.valueOf(field.settings().seed()),
                Version.current());
        try {
            byte[] bytes = MessageDigest.getInstance("SHA-256").digest(task.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static TrainingData data(FieldFile field) throws IOException {
        FieldSettings settings = field.settings();
        AnomalyHistory anomalies = new AnomalyHistory(settings);
        anomalies.addAll(past(field));
        int frames = anomalies.cycles();
        int fit = (int) Math.ceil(frames * (1 - field.training().holdOut()));
        if (fit < LEAST_FRAMES) {
            throw new IOException("field " + field.name() + " has " + frames + " steps to train on, which is too few; "
                    + "give training.from and training.to more room");
        }
        Network network = settings.network();
        double reach = settings.noise().reach() * network.radius();
        return TrainingData.atPlaces(
                settings.representation().build(network),
                network.radius(),
                anomalies.start(),
                anomalies.step(),
                network.stationXs(),
                network.stationYs(),
                anomalies.values(),
                fit,
                new TrainingData.Smoothing(reach, settings.noise().observation()));
    }

    /** The observations before those that a backtest scores, in the order of their time. */
    private static List<Observation> past(FieldFile field) throws IOException {
        History history = History.of(field);
        FieldFile.Data source = field.data().orElseThrow();
        Instant from = field.training().from().orElse(history.from());
        Instant middle = history.from()
                .plus(Duration.between(history.from(), history.to()).dividedBy(2));
        Instant to = field.training().to().orElse(field.scoring().from().orElse(middle));
        List<Observation> observations = new ArrayList<>();
        long rejected = 0;
        try (CsvReader<NamedCsvRecord> reader = CsvReader.builder().ofNamedCsvRecord(history.file())) {
            for (NamedCsvRecord row : reader) {
                try {
                    Instant time = OffsetDateTime.parse(
                                    row.getField(source.layout().timeColumn()))
                            .toInstant();
                    double value = source.layout().scale()
                            * Double.parseDouble(row.getField(source.layout().valueColumn()));
                    if (!time.isBefore(from) && time.isBefore(to) && Double.isFinite(value)) {
                        String station = row.getField(source.layout().stationColumn());
                        observations.add(new Observation(field.name(), station, time, value));
                    }
                } catch (DateTimeException | NumberFormatException e) {
                    rejected++;
                }
            }
        }
        observations.sort(Comparator.comparing(Observation::time).thenComparing(Observation::station));
        if (observations.isEmpty()) {
            throw new IOException("field " + field.name() + " has no observations from " + from + " to " + to + " ("
                    + rejected + " rows cannot be read); change training.from and training.to");
        }
        return observations;
    }

    /** Whether dynamics of that kind can be trained here, and by whom. */
    public static Trainer trainer(FieldFile field) throws IOException {
        Dynamics dynamics = Dynamics.named(field.settings().dynamics().kind());
        return FieldFile.trainer(dynamics)
                .orElseThrow(() -> new IOException("dynamics " + dynamics.name()
                        + " need a trained model, and no trainer of theirs is on the class path"));
    }
}
