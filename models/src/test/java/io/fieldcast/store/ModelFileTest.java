package io.fieldcast.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fieldcast.dynamics.Claim;
import io.fieldcast.dynamics.TrainedModel;
import io.fieldcast.geometry.Grid;
import io.fieldcast.numerics.RandomStreams;
import io.fieldcast.numerics.RandomStreams.Purpose;
import io.fieldcast.store.RefusedFile.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelFileTest {
    private static final Grid GRID = new Grid(4, 3, 0, 0, 0.5);
    private static final Duration STEP = Duration.ofHours(6);
    private static final List<Claim> CLAIMS = List.of(new Claim.Lipschitz(0.75), new Claim.ConservesMass());

    private static TrainedModel model() {
        return new TrainedModel(
                "example",
                Map.of("width", 3.0, "scale", -0.5),
                Map.of("w", new double[] {1, Math.PI, -1e-300}, "b", new double[0]));
    }

    private static ModelFile file() {
        Training training = Training.on(
                "wind",
                GRID,
                STEP,
                Instant.parse("1961-01-01T00:00:00Z"),
                Instant.parse("1970-12-31T00:00:00Z"),
                "0123abcd",
                "1.2.3");
        return ModelFile.of(model(), CLAIMS, training, Map.of("loss.held_out", 0.25));
    }

    private static Reason reasonFor(byte[] bytes) {
        try {
            ModelFile.read(bytes, "wind.model");
        } catch (RefusedFile e) {
            assertThat(e).hasMessageStartingWith("wind.model ").hasMessageContaining("./fieldcast train");
            return e.reason();
        }
        throw new AssertionError("a bad file was taken for a good one");
    }

    @Test
    void readsBackWhatWasWritten(@TempDir Path folder) throws IOException {
        Path path = folder.resolve("new").resolve("wind.model");
        file().write(path);
        ModelFile read = ModelFile.read(path);
        assertThat(read.model()).isEqualTo(model());
        assertThat(read.training()).isEqualTo(file().training());
        assertThat(read.claims()).containsExactly("conserves mass", "lipschitz (factor 0.75)");
        assertThat(read.scores()).containsExactly(Map.entry("loss.held_out", 0.25));
        assertThat(read.bytes()).isEqualTo(Files.readAllBytes(path));
        assertThat(read.checksum()).hasSize(64).isEqualTo(file().checksum());
    }

    @Test
    void readsTheFirstVersion() throws IOException {
        try (InputStream golden = Objects.requireNonNull(getClass().getResourceAsStream("/compat/model-v1.bin"))) {
            ModelFile read = ModelFile.read(golden.readAllBytes(), "model-v1.bin");
            assertThat(read.model()).isEqualTo(model());
            assertThat(read.training()).isEqualTo(file().training());
            assertThat(read.claims()).isEqualTo(file().claims());
            assertThat(read.scores()).isEqualTo(file().scores());
        }
    }

    @Test
    void differentWeightsHaveDifferentChecksums() {
        TrainedModel other = new TrainedModel(
                "example", Map.of("width", 3.0, "scale", -0.5), Map.of("w", new double[] {1, Math.PI, -2e-300}));
        ModelFile changed = ModelFile.of(other, CLAIMS, file().training(), file().scores());
        assertThat(changed.checksum()).isNotEqualTo(file().checksum());
    }

    @Test
    void refusesEveryChangedByte() {
        byte[] good = file().bytes();
        RandomStreams.Stream stream = new RandomStreams(3, "damage").stream(0, Purpose.TRUTH);
        for (int at = 0; at < good.length; at++) {
            byte[] bad = good.clone();
            bad[at] ^= (byte) (1 + stream.bits(at) % 127);
            if (bad[at] == good[at]) {
                bad[at] ^= 1;
            }
            assertThat(reasonFor(bad)).isIn(Reason.FOREIGN, Reason.TRUNCATED, Reason.DAMAGED);
        }
    }

    @Test
    void refusesEveryPartOfAFile() {
        byte[] good = file().bytes();
        assertThat(reasonFor(new byte[0])).isEqualTo(Reason.FOREIGN);
        for (int length = 1; length < good.length; length++) {
            assertThat(reasonFor(Arrays.copyOf(good, length))).isEqualTo(Reason.TRUNCATED);
        }
        assertThat(reasonFor(Arrays.copyOf(good, good.length + 1))).isEqualTo(Reason.DAMAGED);
    }

    @Test
    void refusesForeignFiles() {
        assertThat(reasonFor("PK not a model".getBytes(StandardCharsets.US_ASCII)))
                .isEqualTo(Reason.FOREIGN);
    }

    @Test
    void saysThatALaterReleaseWroteIt() {
        byte[] later =
                new Seal("FCMODEL\n", 2, "a model file", "train again with ./fieldcast train").close(new byte[5]);
        assertThatThrownBy(() -> ModelFile.read(later, "wind.model"))
                .hasMessageContaining("has version 2, this release reads up to 1; use the release that wrote it");
    }

    @Test
    void refusesForgedContentWithARightChecksum() {
        Seal seal = new Seal("FCMODEL\n", 1, "a model file", "train again with ./fieldcast train");
        byte[] good = file().bytes();
        byte[] content = Arrays.copyOfRange(good, 20, good.length - 32);
        RandomStreams.Stream stream = new RandomStreams(4, "forgery").stream(0, Purpose.TRUTH);
        for (int trial = 0; trial < 3000; trial++) {
            byte[] forged = content.clone();
            for (int k = 0; k < 3; k++) {
                long bits = stream.bits(3L * trial + k);
                int at = (int) Math.floorMod(bits >>> 8, (long) forged.length);
                forged[at] = trial % 3 == 0 ? (byte) 0xFF : (byte) bits;
            }
            byte[] file = seal.close(Arrays.copyOf(forged, trial % 5 == 0 ? trial % forged.length : forged.length));
            try {
                // Not every change is noticed where the forger has signed it: then it must be read as it stands.
                ModelFile.read(file, "wind.model");
            } catch (RefusedFile e) {
                assertThat(e.reason()).isEqualTo(Reason.DAMAGED);
            }
        }
    }

    @Test
    void believesNoCountThatTheFileCannotHold() {
        ByteBuffer content = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
        content.putInt(0).putInt(0).putInt(Integer.MAX_VALUE);
        byte[] forged =
                new Seal("FCMODEL\n", 1, "a model file", "train again with ./fieldcast train").close(content.array());
        assertThat(reasonFor(forged)).isEqualTo(Reason.DAMAGED);
    }

    @Test
    void refusesAModelOfSomethingElse() {
        ModelFile file = file();
        assertThatThrownBy(() -> file.checkFits("wind.model", "hamiltonian", GRID, STEP))
                .hasMessageContaining("is a model of example, expected one of hamiltonian");
        assertThatThrownBy(() -> file.checkFits("wind.model", "example", new Grid(4, 4, 0, 0, 0.5), STEP))
                .hasMessageContaining("was trained on 12 rows, the field's representation has 16");
        assertThatThrownBy(() -> file.checkFits("wind.model", "example", new Grid(4, 3, 0, 0, 0.6), STEP))
                .hasMessageContaining("rows at other places");
        assertThatThrownBy(() -> file.checkFits("wind.model", "example", GRID, Duration.ofHours(1)))
                .hasMessageContaining("a step of PT6H, the field has PT1H");
        assertThatThrownBy(() -> file.checkClaims("wind.model", List.of(new Claim.ConservesMass())))
                .isInstanceOf(RefusedFile.class)
                .hasMessageContaining(
                        "[conserves mass, lipschitz (factor 0.75)], its dynamics now make [conserves mass]");
    }

    @Test
    void acceptsItsOwnDynamics() throws RefusedFile {
        file().checkFits("wind.model", "example", new Grid(4, 3, 0, 0, 0.5), STEP);
        file().checkClaims("wind.model", List.of(new Claim.ConservesMass(), new Claim.Lipschitz(0.75)));
    }

    @Test
    void checkpointIsReadBackOnlyForItsOwnTask(@TempDir Path folder) throws IOException {
        Path path = folder.resolve("wind.checkpoint");
        CheckpointFile checkpoint = new CheckpointFile("task", 7, model());
        checkpoint.write(path);
        assertThat(CheckpointFile.read(path, "task")).isEqualTo(checkpoint);
        assertThatThrownBy(() -> CheckpointFile.read(path, "other"))
                .isInstanceOf(RefusedFile.class)
                .hasMessage("wind.checkpoint belongs to another training: other data, settings or release; "
                        + "start the training afresh with --restart");
        assertThatThrownBy(() -> CheckpointFile.read(file().bytes(), "wind.model", "task"))
                .hasMessageContaining("is not a checkpoint of a training");
    }
}
