package io.fieldcast.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fieldcast.dynamics.TrainedModel;
import io.fieldcast.pipeline.config.BadConfiguration;
import io.fieldcast.pipeline.config.FieldFile;
import io.fieldcast.pipeline.config.FieldFileReader;
import io.fieldcast.pipeline.run.ModelTraining;
import io.fieldcast.store.ModelFile;
import io.fieldcast.training.Checkpoint;
import io.fieldcast.training.TrainingWatch;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class TrainCommandTest {
    private static final String FIELD = """
            field: pond
            step: 1h
            network: {stations: stations.csv, coordinates: planar}
            data: {observations: observations.csv}
            mean: {daily: 0, annual: 0}
            """;
    private static final String DAMPED = FIELD + "dynamics: {kind: damped, model: pond.model}\n";

    @TempDir
    private Path folder = Path.of("");

    private final StringWriter out = new StringWriter();

    @BeforeEach
    void writeData() throws IOException {
        Files.writeString(folder.resolve("stations.csv"), "id,x,y\nA,0,0\nB,1,0\nC,0,1\nD,1,1\n");
        StringBuilder rows = new StringBuilder("time,station,value\n");
        double[] values = new double[4];
        Random random = new Random(3);
        for (int hour = 0; hour < 300; hour++) {
            Instant time = Instant.parse("2020-01-01T00:00:00Z").plus(Duration.ofHours(hour));
            for (int station = 0; station < 4; station++) {
                values[station] = 0.9 * values[station] + random.nextGaussian();
                rows.append(String.format(Locale.ROOT, "%s,%c,%.3f%n", time, 'A' + station, values[station]));
            }
        }
        Files.writeString(folder.resolve("observations.csv"), rows.append("rubbish,A,1\n"));
        Files.writeString(folder.resolve("pond.yaml"), DAMPED);
    }

    private Path train(String... more) {
        String[] arguments = new String[2 + more.length];
        arguments[0] = "-c";
        arguments[1] = folder.resolve("pond.yaml").toString();
        System.arraycopy(more, 0, arguments, 2, more.length);
        int code =
                new CommandLine(new TrainCommand()).setOut(new PrintWriter(out)).execute(arguments);
        assertThat(code).isZero();
        return folder.resolve("pond.model");
    }

    private FieldFile read(String yaml) {
        return FieldFileReader.read("pond.yaml", yaml, folder);
    }

    @Test
    void writesTheModelThatTheFieldNamesAndTheFieldReadsIt() throws IOException {
        Path file = train();

        ModelFile model = ModelFile.read(file);
        assertThat(model.training().field()).isEqualTo("pond");
        assertThat(model.training().to()).isBefore(Instant.parse("2020-01-07T07:00:00Z"));
        assertThat(model.scores()).containsKeys("loss.fit", "loss.held_out");
        assertThat(out.toString())
                .contains("held out 30")
                .contains("wrote " + file)
                .contains("next: dynamics: {kind: damped, model:");
        assertThat(read(DAMPED).settings().dynamics().choices().model()).isEqualTo(model.model());
        assertThat(folder.resolve("pond.model.checkpoint")).doesNotExist();
    }

    @Test
    void hashDependsOnWhatTheModelIsAndNotOnWhereItLies() throws IOException {
        Files.move(train(), folder.resolve("moved.model"));
        String moved = read(DAMPED.replace("pond.model", "moved.model")).hash();
        train();
        String none = read(FIELD + "dynamics: {kind: damped}\n").hash();

        assertThat(read(DAMPED).hash()).isEqualTo(moved).isNotEqualTo(none);
    }

    @Test
    void trainingTwiceGivesTheSameBytes() throws IOException {
        byte[] once = Files.readAllBytes(train());
        assertThat(Files.readAllBytes(train())).isEqualTo(once);
    }

    @Test
    void whatIsScoredLaterIsNeitherFittedNorStoppedBy() throws IOException {
        byte[] once = Files.readAllBytes(train());
        Path observations = folder.resolve("observations.csv");
        String rows = Files.readString(observations);
        String changed = rows.replaceAll("(2020-01-(?:08|09|1.)T[^,]*,.),.*", "$1,99");
        assertThat(changed).isNotEqualTo(rows);
        Files.writeString(observations, changed);

        assertThat(Files.readAllBytes(train())).isEqualTo(once);
    }

    @Test
    void interruptedTrainingGoesOnToTheSameModel() throws IOException {
        byte[] whole = Files.readAllBytes(train());
        Path output = folder.resolve("pond.model");
        Files.delete(output);
        FieldFile field =
                FieldFileReader.readForTraining(folder.resolve("pond.yaml").toString());
        ModelTraining training = new ModelTraining(field, ModelTraining.trainer(field), output);
        TrainingWatch pulledPlug = (progress, checkpoint) -> {
            if (checkpoint.epoch() == 3) {
                throw new IllegalStateException("the plug was pulled");
            }
            return true;
        };
        assertThatThrownBy(() -> training.run(Checkpoint.NONE, pulledPlug)).hasMessage("the plug was pulled");
        assertThat(output).doesNotExist();
        assertThat(training.resume().epoch()).isEqualTo(3);

        train();

        assertThat(out.toString()).contains("goes on after epoch 3");
        assertThat(Files.readAllBytes(output)).isEqualTo(whole);
    }

    @Test
    void refusesDamagedForeignAndMismatchingModelsUnderTheirKey() throws IOException {
        Path file = train();
        byte[] good = Files.readAllBytes(file);
        good[40] ^= 1;
        Files.write(file, good);
        assertThatThrownBy(() -> read(DAMPED))
                .isInstanceOf(BadConfiguration.class)
                .hasMessageContaining("dynamics.model: pond.model is damaged")
                .hasMessageContaining("train again with ./fieldcast train");
        Files.copy(folder.resolve("stations.csv"), folder.resolve("foreign.model"));
        assertThatThrownBy(() -> read(DAMPED.replace("pond.model", "foreign.model")))
                .hasMessageContaining("dynamics.model: foreign.model is not a model file");
        assertThatThrownBy(() -> read(DAMPED.replace("pond.model", "nowhere.model")))
                .hasMessageContaining("dynamics.model: no readable file");
        train();
        assertThatThrownBy(() -> read(DAMPED.replace("kind: damped", "kind: ide")))
                .hasMessageContaining("dynamics.model: pond.model is a model of damped, expected one of ide");
        assertThatThrownBy(() -> read(DAMPED.replace("step: 1h", "step: 2h")))
                .hasMessageContaining("dynamics.model: pond.model was trained for a step of PT1H");
        Files.writeString(folder.resolve("stations.csv"), "id,x,y\nA,0,0\nB,1,0\nC,0,1\nD,1,2\n");
        assertThatThrownBy(() -> read(DAMPED)).hasMessageContaining("rows at other places");
    }

    @Test
    void fieldWithoutAModelHasNone() {
        FieldFile field = read(FIELD + "dynamics: {kind: damped}\n");
        assertThat(field.settings().dynamics().choices().model()).isEqualTo(TrainedModel.NONE);
        assertThat(field.training().model()).isEmpty();
    }

    @Test
    void trainersSettingsAreKeysOfTheFile() {
        assertThat(read(FIELD + "dynamics: {kind: damped}\ntraining: {members: 12, hold_out: 0.3}\n")
                        .training()
                        .settings()
                        .number("members"))
                .isEqualTo(12);
        assertThatThrownBy(() -> read(FIELD + "dynamics: {kind: damped}\ntraining: {membres: 12}\n"))
                .hasMessageContaining("training.membres: is not known here; did you mean members?");
    }
}
