package io.fieldcast.connectors.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fieldcast.connectors.record.Outgoing;
import io.fieldcast.connectors.record.Topic;
import io.fieldcast.domain.DeadLetter;
import io.fieldcast.domain.Diagnostics;
import io.fieldcast.domain.Forecast;
import io.fieldcast.domain.Observation;
import io.fieldcast.domain.QcCode;
import io.fieldcast.domain.Quality;
import io.fieldcast.domain.StationAnalysis;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class JsonMessagesTest {
    private static final Instant TIME = Instant.parse("1961-01-01T00:00:00Z");
    private static final Provenance PROVENANCE = new Provenance("C3", "ab12", "0.1.0", 7, Duration.ofDays(1));

    private final JsonMessages messages = new JsonMessages(PROVENANCE.json());

    @Test
    void writesAnObservation() {
        Outgoing message = messages.observation(new Observation("irish-wind", "VAL", TIME, 7.7));
        assertThat(message.topic).isEqualTo(Topic.OBSERVATIONS);
        assertThat(message.key).isEqualTo("VAL");
        assertThat(message.timestamp).isEqualTo(TIME.toEpochMilli());
        assertThat(message.text())
                .isEqualTo(
                        "{\"field\":\"irish-wind\",\"station\":\"VAL\",\"time\":\"1961-01-01T00:00:00Z\",\"value\":7.7}");
        assertThat(JsonReader.observation(message.value)).isEqualTo(new Observation("irish-wind", "VAL", TIME, 7.7));
    }

    @Test
    void writesAForecastWithItsProvenance() {
        Outgoing message = messages.forecast(forecast(3.25));
        assertThat(message.topic).isEqualTo(Topic.FORECASTS);
        assertThat(message.key).isEqualTo("irish-wind/VAL");
        assertThat(message.text())
                .isEqualTo("{\"field\":\"irish-wind\",\"station\":\"VAL\",\"issuedAt\":\"1961-01-01T00:00:00Z\","
                        + "\"validAt\":\"1961-01-02T00:00:00Z\",\"lead\":\"PT24H\",\"mean\":3.25,"
                        + "\"quantiles\":{\"0.05\":1.0,\"0.5\":3.0,\"0.95\":2.0E-23},"
                        + "\"provenance\":{\"model\":\"C3\",\"configuration\":\"ab12\",\"version\":\"0.1.0\","
                        + "\"seed\":7,\"cycle\":\"PT24H\"}}");
        Forecast back = JsonReader.forecast(message.value);
        assertThat(back).hasToString(forecast(3.25).toString());
        assertThat(back.level(2)).isEqualTo(0.95);
        assertThat(JsonReader.provenance(message.value)).isEqualTo(PROVENANCE.json());
    }

    @Test
    void readsBackEveryOtherMessage() {
        StationAnalysis analysis = new StationAnalysis("irish-wind", "VAL", TIME, 0.1 + 0.2, 1e-300, true);
        assertThat(JsonReader.analysis(messages.analysis(analysis).value)).isEqualTo(analysis);

        Observation observation = new Observation("irish-wind", "VAL", TIME.plusMillis(5), -0.0);
        Quality quality = new Quality(observation, QcCode.OUTLIER, TIME, 4.5, 1.25);
        assertThat(JsonReader.quality(messages.quality(quality).value)).isEqualTo(quality);

        Diagnostics diagnostics = new Diagnostics(
                "irish-wind", TIME, new TreeMap<>(Map.of("innovation.rms", 1.01, "energy", Double.MIN_VALUE)));
        assertThat(JsonReader.diagnostics(messages.diagnostics(diagnostics).value))
                .isEqualTo(diagnostics);
    }

    @Test
    void leavesOutAnInnovationThatDoesNotExist() {
        Observation observation = new Observation("f", "s", TIME, 1);
        Outgoing message = messages.quality(new Quality(observation, QcCode.LATE, TIME, Double.NaN, Double.NaN));
        assertThat(message.text()).doesNotContain("innovation").doesNotContain("expected");
        assertThat(JsonReader.quality(message.value).innovation()).isNaN();
    }

    @Test
    void refusesNumbersThatAreNotFiniteAndGoesOn() {
        assertThatThrownBy(() -> messages.forecast(forecast(Double.NaN)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("mean must be finite, got NaN");
        assertThatThrownBy(() ->
                        messages.analysis(new StationAnalysis("f", "s", TIME, 1, Double.POSITIVE_INFINITY, false)))
                .hasMessage("spread must be finite, got Infinity");
        assertThat(messages.forecast(forecast(1)).text())
                .startsWith("{\"field\"")
                .endsWith("}}");
    }

    @Test
    void writesEqualBytesForEqualValues() {
        JsonMessages other = new JsonMessages(PROVENANCE.json());
        for (int i = 0; i < 1000; i++) {
            Forecast forecast = forecast(Math.sqrt(i));
            assertThat(messages.forecast(forecast)).isEqualTo(other.forecast(forecast));
        }
    }

    @Test
    void cutsTheBytesOfADeadLetter() {
        byte[] record = new byte[JsonMessages.LONGEST_LETTER + 1];
        Arrays.fill(record, (byte) 0xff);
        DeadLetter letter = new DeadLetter("record: \"odd\"", "fieldcast.observations", 2, 99);
        DeadLetterMessage back = JsonReader.deadLetter(messages.deadLetter(letter, record, 5).value);
        assertThat(back.letter()).isEqualTo(letter);
        assertThat(back.size()).isEqualTo(record.length);
        assertThat(back.isTruncated()).isTrue();
        assertThat(back.bytes()).hasSize(JsonMessages.LONGEST_LETTER).containsOnly(0xff);

        byte[] small = "x".getBytes(StandardCharsets.UTF_8);
        DeadLetterMessage whole = JsonReader.deadLetter(messages.deadLetter(letter, small, 5).value);
        assertThat(whole.isTruncated()).isFalse();
        assertThat(whole.bytes()).isEqualTo(small);
    }

    @Test
    void carriesMembersWhereThereAreAny() {
        double[] levels = {0.5};
        Forecast with = new Forecast(
                "irish-wind", "VAL", TIME, Duration.ofDays(1), 2, levels, new double[] {3}, new double[] {1.5, -4});
        Forecast back = JsonReader.forecast(messages.forecast(with).value);
        assertThat(back.members()).isEqualTo(2);
        assertThat(back.member(0)).isEqualTo(1.5);
        assertThat(back.member(1)).isEqualTo(-4);
        assertThat(messages.forecast(forecast(2)).text()).doesNotContain("members");
    }

    @Test
    void wantsOneObjectAsProvenance() {
        for (String bad : new String[] {"", "[]", "{} {}", "{", "1"}) {
            assertThatThrownBy(() -> new JsonMessages(bad)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void saysWhatIsMissingWhenReadingBack() {
        assertThatThrownBy(() -> JsonReader.forecast("{}".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("quantiles: missing");
    }

    private static Forecast forecast(double mean) {
        double[] levels = {0.05, 0.5, 0.95};
        return new Forecast("irish-wind", "VAL", TIME, Duration.ofDays(1), mean, levels, new double[] {1, 3, 2e-23});
    }
}
