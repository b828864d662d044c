package io.fieldcast.connectors.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fieldcast.connectors.record.Control;
import io.fieldcast.connectors.record.RecordRejected;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ControlParserTest {
    private static final byte[] MODEL = "a model".getBytes(StandardCharsets.UTF_8);

    @Test
    void readsWhatWeWrite() throws RecordRejected {
        Control change = Control.change("wind", "calmer", -5000, "{\"dynamics\":{\"gain\":0.8}}", MODEL, "ab");
        assertThat(written(change)).usingRecursiveComparison().isEqualTo(change);
        Control settings = Control.change("wind", "b", Control.NEXT, "{}", new byte[0], "");
        assertThat(written(settings)).usingRecursiveComparison().isEqualTo(settings);
        Control last = Control.rollback("wind", "c", 0, "");
        assertThat(written(last)).usingRecursiveComparison().isEqualTo(last);
        Control named = Control.rollback("wind", "d", Control.NEXT, "calmer");
        assertThat(written(named)).usingRecursiveComparison().isEqualTo(named);
    }

    private static Control written(Control control) throws RecordRejected {
        return ControlParser.parse(new JsonMessages().control(control).value);
    }

    @Test
    void whatIsTooLargeIsNotEvenWritten() {
        Control large = Control.change("wind", "a", 0, "", new byte[800_000], "ab");
        assertThatThrownBy(() -> new JsonMessages().control(large))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a larger model goes into the field's file");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "{\"field\":\"wind\"}",
                "{\"field\":\"wind\",\"id\":7}",
                "{\"field\":\"wi nd\",\"id\":\"a\"}",
                "{\"field\":\"wind\",\"id\":\"a\"} {}"
            })
    void refusesWhatDoesNotSayWhomItIsFor(String message) {
        assertThatThrownBy(() -> ControlParser.parse(message.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(RecordRejected.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|from: missing",
                ",\"from\":\"soon\",\"settings\":{}|time: expected ISO-8601 with an offset or epoch milliseconds, got \"soon\"",
                ",\"from\":\"next\"|settings: expected settings, model or rollback, but all are missing",
                ",\"from\":\"next\",\"settings\":7|settings: expected an object, got NUMBER",
                ",\"from\":\"next\",\"model\":{\"bytes\":\"AAAA\"}|sha256: missing",
                ",\"from\":\"next\",\"model\":{\"sha256\":\"ab\",\"bytes\":\"?\"}|bytes: expected base64, got something else",
                ",\"from\":\"next\",\"rollback\":{},\"settings\":{}|rollback: expected neither settings nor model beside it",
                ",\"from\":\"next\",\"settings\":{},\"whim\":1|\"whim\": is not known here"
            })
    void saysWhyTheRestOfAMessageCannotBeRead(String rest, String problem) throws RecordRejected {
        String message = "{\"field\":\"wind\",\"id\":\"a\"" + rest + "}";
        Control control = ControlParser.parse(message.getBytes(StandardCharsets.UTF_8));
        assertThat(control.field + control.id).isEqualTo("winda");
        assertThat(control.problem).isEqualTo(problem);
    }

    @Test
    void nothingButARefusalComesOfBytesThatWereChanged() {
        byte[] good = new JsonMessages()
                .control(Control.change("wind", "calmer", 0, "{\"dynamics\":{\"gain\":0.8}}", MODEL, "ab"))
                .value;
        Random random = new Random(3);
        for (int i = 0; i < 20_000; i++) {
            byte[] bad = Arrays.copyOf(good, random.nextInt(good.length + 1));
            for (int k = random.nextInt(4); k > 0 && bad.length > 0; k--) {
                bad[random.nextInt(bad.length)] = (byte) random.nextInt(256);
            }
            try {
                assertThat(ControlParser.parse(bad).field).isNotEmpty();
            } catch (RecordRejected e) {
                assertThat(e.reason()).isNotEmpty().doesNotContain("\n");
            }
        }
    }
}
