package io.fieldcast.forecasting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ForecastStateTest {
    /** Set it to the folder of the golden files to write them again, after a change of the format that is meant. */
    private static final String REGENERATE = "fieldcast.golden";

    private static final int CYCLES = 40;

    private final Forecaster forecaster = new Forecaster(Fields.settings());

    @Test
    void aStateReadBackGoesOnBitForBit() throws IOException {
        ForecastState state = Fields.run(forecaster, CYCLES);
        ForecastState back = read(Fields.bytes(state));
        assertThat(back.cycle()).isEqualTo(state.cycle());
        assertThat(back.cyclesRun()).isEqualTo(CYCLES);
        assertThat(forecaster.adopt(back)).isSameAs(back);
        CycleResult one = forecaster.cycle(state, Fields.observations(forecaster, CYCLES + 1));
        CycleResult other = forecaster.cycle(back, Fields.observations(forecaster, CYCLES + 1));
        assertThat(Fields.bytes(other.next())).isEqualTo(Fields.bytes(one.next()));
        assertThat(Fields.numbers(other)).containsExactly(Fields.numbers(one));
    }

    @Test
    void theGoldenStateReadsWritesTheSameBytesAndForecastsTheSame() throws IOException {
        String folder = System.getProperty(REGENERATE, "");
        if (!folder.isEmpty()) {
            regenerate(Path.of(folder));
        }
        byte[] golden = resource("/compat/state-v2.bin");
        assertThat(Fields.bytes(read(golden))).isEqualTo(golden);
        assertForecasts(golden, "/compat/state-v2-forecasts.txt");
    }

    /** It knows nothing of the latest cycles' trail and of inflation; what it forecasts does not depend on them. */
    @Test
    void aStateOfVersionOneIsCompletedAndForecastsTheSame() throws IOException {
        assertForecasts(resource("/compat/state-v1.bin"), "/compat/state-v1-forecasts.txt");
    }

    private void assertForecasts(byte[] golden, String file) throws IOException {
        ForecastState state = forecaster.adopt(read(golden));
        double[] forecasts =
                Fields.numbers(forecaster.cycle(state, Fields.observations(forecaster, state.cycle() + 1)));
        double[] expected = new String(resource(file), StandardCharsets.UTF_8)
                .lines()
                .mapToDouble(Double::parseDouble)
                .toArray();
        // not bit for bit: the exponential function may differ in its last bit from one kind of machine to another
        assertThat(forecasts).containsExactly(expected, within(1e-8));
    }

    @Test
    void damagedBytesGiveAClearErrorAndNeverExhaustTheMemory() {
        byte[] good = Fields.bytes(Fields.run(forecaster, 2));
        for (int length = 0; length < good.length; length += 1 + Math.floorDiv(length, 50)) {
            byte[] cut = Arrays.copyOf(good, length);
            assertThatThrownBy(() -> read(cut)).isInstanceOf(IOException.class).hasMessageContaining("damaged");
        }
        // every count in the header, and the first in the tables, made huge or negative
        for (int at = 24; at < 120; at++) {
            for (int value : new int[] {-1, Integer.MAX_VALUE, 1 << 27, 65_535}) {
                byte[] wrong = good.clone();
                ByteBuffer.wrap(wrong).putInt(at, value);
                assertThat(catchThrowable(() -> read(wrong)))
                        .satisfiesAnyOf(
                                error -> assertThat(error).isNull(),
                                error -> assertThat(error).isInstanceOf(IOException.class));
            }
        }
    }

    @Test
    void foreignBytesAndLaterVersionsSayWhatTheyAre() {
        byte[] later = Fields.bytes(forecaster.start(1));
        ByteBuffer.wrap(later).putInt(4, ForecastState.VERSION + 1);
        assertThatThrownBy(() -> read(later))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("version 3")
                .hasMessageContaining("start the job");
        assertThatThrownBy(() -> read("{\"state\": true}".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("not a forecaster's state");
    }

    private void regenerate(Path folder) throws IOException {
        ForecastState state = Fields.run(forecaster, CYCLES);
        double[] forecasts =
                Fields.numbers(forecaster.cycle(state, Fields.observations(forecaster, state.cycle() + 1)));
        Files.write(folder.resolve("state-v2.bin"), Fields.bytes(state));
        String text = Arrays.stream(forecasts).mapToObj(Double::toString).collect(Collectors.joining("\n", "", "\n"));
        Files.writeString(folder.resolve("state-v2-forecasts.txt"), text);
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = ForecastStateTest.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException("the golden file " + name + " is missing");
            }
            return in.readAllBytes();
        }
    }

    private static ForecastState read(byte[] bytes) throws IOException {
        return ForecastState.read(new DataInputStream(new ByteArrayInputStream(bytes)));
    }
}
