package io.fieldcast.connectors.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.fieldcast.connectors.record.Control;
import io.fieldcast.connectors.record.Outgoing;
import io.fieldcast.domain.ChangeCode;
import io.fieldcast.domain.ChangeReport;
import io.fieldcast.domain.DeadLetter;
import io.fieldcast.domain.Diagnostics;
import io.fieldcast.domain.Forecast;
import io.fieldcast.domain.Observation;
import io.fieldcast.domain.QcCode;
import io.fieldcast.domain.Quality;
import io.fieldcast.domain.StationAnalysis;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SchemasTest {
    private static final Instant TIME = Instant.parse("1961-01-01T00:00:00Z");
    private static final Observation OBSERVATION = new Observation("irish-wind", "VAL", TIME, 7.7);

    private final SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    private final JsonMessages messages =
            new JsonMessages(new Provenance("C3", "ab12", "0.1.0", 7, Duration.ofDays(1)).json());

    @Test
    void holdForEveryMessageThatWeWrite() throws IOException {
        assertFits("observation", messages.observation(OBSERVATION));
        double[] levels = {0.0005, 0.5, 0.95};
        assertFits(
                "forecast",
                messages.forecast(new Forecast(
                        "irish-wind", "VAL", TIME, Duration.ofHours(6), 1e-7, levels, new double[] {1, 2, 3})));
        assertFits(
                "forecast",
                messages.forecast(new Forecast(
                        "irish-wind",
                        "VAL",
                        TIME,
                        Duration.ofHours(6),
                        1e-7,
                        levels,
                        new double[] {1, 2, 3},
                        new double[] {4, 5})));
        assertFits(
                "forecast",
                messages.forecast(new Forecast(
                                "irish-wind", "VAL", TIME, Duration.ofHours(6), 1e-7, levels, new double[] {1, 2, 3})
                        .ofWarmUp()));
        String checksum = "0123456789abcdef".repeat(4);
        assertFits("control", messages.control(Control.change("wind", "a", 0, "{}", new byte[] {1}, checksum)));
        assertFits("control", messages.control(Control.change("wind", "a", Control.NEXT, "{}", new byte[0], "")));
        assertFits("control", messages.control(Control.rollback("wind", "a", 0, "b")));
        assertFits("control", messages.control(Control.rollback("wind", "a", 0, "")));
        for (ChangeCode code : ChangeCode.values()) {
            assertFits("change", messages.change(new ChangeReport("wind", "a", code, TIME, "why", "ide", "ab12")));
            assertFits("change", messages.change(new ChangeReport("wind", "a", code, Instant.MIN, "", "", "")));
        }
        assertFits("analysis", messages.analysis(new StationAnalysis("irish-wind", "VAL", TIME, 1, 0, true)));
        for (QcCode code : QcCode.values()) {
            assertFits("quality", messages.quality(new Quality(OBSERVATION, code, TIME, Double.NaN, Double.NaN)));
            assertFits("quality", messages.quality(new Quality(OBSERVATION, code, TIME, -1, 2)));
        }
        assertFits(
                "diagnostics",
                messages.diagnostics(new Diagnostics("irish-wind", TIME, new TreeMap<>(Map.of("energy", 1.0)))));
        assertFits(
                "dead-letter",
                messages.deadLetter(new DeadLetter("json: bad", "t", 0, 3), new byte[] {1, 2}, TIME.toEpochMilli()));
    }

    @Test
    void refuseWhatTheDecoderRefuses() throws IOException {
        Schema schema = schema("observation");
        assertThat(schema.validate("{\"station\":\"VAL\",\"time\":-5,\"value\":1,\"unit\":\"m/s\"}", InputFormat.JSON))
                .isEmpty();
        assertThat(schema.validate("{\"station\":\"VAL\",\"time\":-5,\"value\":\"1\"}", InputFormat.JSON))
                .isNotEmpty();
        assertThat(schema.validate("{\"station\":\"V L\",\"time\":-5,\"value\":1}", InputFormat.JSON))
                .isNotEmpty();
        assertThat(schema.validate("{\"station\":\"VAL\",\"value\":1}", InputFormat.JSON))
                .isNotEmpty();
    }

    @Test
    void tellTheVersionsOfAnObservationApart() throws IOException {
        Schema one = schema("observation");
        Schema two = schema("observation-2");
        String second = "{\"schema\":2,\"station\":\"VAL\",\"time\":-5,\"value\":1,\"unit\":\"m/s\"}";
        assertThat(two.validate(second, InputFormat.JSON)).isEmpty();
        assertThat(one.validate(second, InputFormat.JSON)).isNotEmpty();
        assertThat(two.validate(messages.observation(OBSERVATION).text(), InputFormat.JSON))
                .isNotEmpty();
        assertThat(two.validate(second.replace("\"m/s\"", "5"), InputFormat.JSON))
                .isNotEmpty();
    }

    @Test
    void refuseAChangeThatIsAWayBackToo() throws IOException {
        Schema schema = schema("control");
        String change = "{\"field\":\"wind\",\"id\":\"a\",\"from\":\"next\"%s}";
        assertThat(schema.validate(change.formatted(",\"settings\":{}"), InputFormat.JSON))
                .isEmpty();
        for (String rest : List.of("", ",\"settings\":{},\"rollback\":{}", ",\"settings\":{\"step\":\"2h\"}")) {
            assertThat(schema.validate(change.formatted(rest), InputFormat.JSON))
                    .as(rest)
                    .isNotEmpty();
        }
    }

    private void assertFits(String name, Outgoing message) throws IOException {
        assertThat(schema(name).validate(message.text(), InputFormat.JSON))
                .as("%s %s", name, message.text())
                .isEmpty();
    }

    private Schema schema(String name) throws IOException {
        try (InputStream in =
                Objects.requireNonNull(getClass().getResourceAsStream("/schemas/" + name + ".schema.json"))) {
            return registry.getSchema(new String(in.readAllBytes(), StandardCharsets.UTF_8), InputFormat.JSON);
        }
    }
}
