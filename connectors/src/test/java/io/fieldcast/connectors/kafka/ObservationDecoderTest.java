package io.fieldcast.connectors.kafka;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.fieldcast.connectors.intake.ClockLimits;
import io.fieldcast.connectors.intake.Networks;
import io.fieldcast.connectors.intake.Rules;
import io.fieldcast.connectors.json.DeadLetterMessage;
import io.fieldcast.connectors.json.JsonReader;
import io.fieldcast.connectors.record.Incoming;
import io.fieldcast.domain.DeadLetter;
import io.fieldcast.domain.Observation;
import io.fieldcast.numerics.RandomStreams;
import io.fieldcast.numerics.RandomStreams.Purpose;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ObservationDecoderTest {
    private static final String GOOD =
            "{\"field\":\"irish-wind\",\"station\":\"VAL\",\"time\":\"1961-01-01T00:00:00Z\",\"value\":7.7}";
    private static final Instant TIME = Instant.parse("1961-01-01T00:00:00Z");
    private static final Rules RULES = Rules.of(Networks.of(Map.of("irish-wind", List.of("VAL"))))
            .withUnits(Map.of("irish-wind", "m/s"))
            .withWallClock(() -> Instant.parse("2026-01-01T00:00:00Z"));

    private final ObservationDecoder decoder = new ObservationDecoder(RULES);

    @Test
    void readsAnObservation() {
        Incoming incoming = decode(GOOD);
        assertThat(incoming.toObservation()).isEqualTo(new Observation("irish-wind", "VAL", TIME, 7.7));
        assertThat(incoming.watermarkTime).isEqualTo(TIME.toEpochMilli());
    }

    @ParameterizedTest
    @MethodSource("waysToSayTheSame")
    void readsOtherWaysToSayTheSame(String text) {
        ObservationDecoder lenient = new ObservationDecoder(RULES.withDefaultField("irish-wind"));
        Incoming incoming = lenient.decode(message(text.getBytes(UTF_8)));
        assertThat(incoming.toObservation()).isEqualTo(new Observation("irish-wind", "VAL", TIME, 7.7));
    }

    static Stream<String> waysToSayTheSame() {
        return Stream.of(
                GOOD,
                "{\"station\":\"VAL\",\"time\":-283996800000,\"value\":7.7}",
                GOOD.replace("{", "{\"schema\":1,\"unit\":\"kn\","),
                GOOD.replace("{", "{\"schema\":2,"),
                GOOD.replace("{", "{\"unit\":\"m/s\",\"schema\":2,"),
                "{\"value\":77e-1,\"time\":\"1961-01-01T01:00:00+01:00\",\"station\":\"VAL\"}",
                "{\"unit\":{\"name\":[\"m/s\",null]},\"note\":\"Tír\",\"station\":\"VAL\",\"time\":-283996800000,\"value\":7.7}",
                "  {\"station\" : \"V\\u0041L\", \"time\":\"1961-01-01T00:00Z\",\n\"value\":7.70}  ");
    }

    /** The kinds of bad record that a public topic is known to bring, each with the reason that its sender will read. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("badRecords")
    void refusesBadRecordsWithAPreciseReason(String kind, byte[] bytes, String reason) {
        decode(GOOD);
        Incoming incoming = decoder.decode(message(bytes));
        assertThat(incoming.isDeadLetter()).isTrue();
        assertThat(incoming.watermarkTime).isEqualTo(Incoming.NO_WATERMARK);
        DeadLetterMessage letter = JsonReader.deadLetter(incoming.deadLetter().value);
        assertThat(letter.letter()).isEqualTo(new DeadLetter(reason, "observations", 3, 42));
        assertThat(letter.size()).isEqualTo(bytes.length);
        assertThat(letter.isTruncated()).isEqualTo(bytes.length > 65_536);
        assertThat(letter.bytes()).isEqualTo(Arrays.copyOf(bytes, Math.min(bytes.length, 65_536)));
    }

    static Stream<Arguments> badRecords() {
        return Stream.of(
                bad("truncated JSON", GOOD.substring(0, 60), "json: unexpected end of the record at byte 60"),
                bad("wrong type", with("\"7.7\""), "value: expected a finite number, got \"7.7\""),
                bad("null", with("null"), "value: expected a finite number, got null"),
                bad("NaN", with("NaN"), "value: expected a finite number, got NaN"),
                bad("infinity", with("-Infinity"), "value: expected a finite number, got -Infinity"),
                bad("1e400", with("1e400"), "value: expected a finite number, got 1e400"),
                bad("object as value", with("{}"), "value: expected a finite number, got an object"),
                bad("unknown station", GOOD.replace("VAL", "ZZZ"), "station: ZZZ is not in network irish-wind"),
                bad("unknown field", GOOD.replace("irish-wind", "sea"), "field: sea is not configured"),
                bad("empty", "", "record: empty"),
                bad("2 MB", with("7" + " ".repeat(2_000_000)), "record: expected at most 1048576 bytes, got 2000078"),
                bad(
                        "far future",
                        GOOD.replace("1961", "2961"),
                        "time: 2961-01-01T00:00:00Z is in the future, more than PT5M ahead of the wall clock"),
                bad(
                        "far past",
                        GOOD.replace("1961", "1861"),
                        "time: 1861-01-01T00:00:00Z is more than PT720H behind the stream, which is at 1961-01-01T00:00:00Z"),
                bad("duplicate property", GOOD.replace("}", ",\"value\":1}"), "value: given twice"),
                bad(
                        "deep nesting",
                        GOOD.replace("{", "{\"x\":" + "[".repeat(100) + "]".repeat(100) + ","),
                        "json: Document nesting depth (65) exceeds the maximum allowed (64, from `StreamReadConstraints.getMaxNestingDepth()`)"),
                Arguments.of(
                        "invalid UTF-8",
                        GOOD.replace("VAL", "V\u00ffL").getBytes(ISO_8859_1),
                        "record: not valid UTF-8 at byte 34"),
                Arguments.of(
                        "overlong UTF-8",
                        GOOD.replace("VAL", "V\u00c1\u0081L").getBytes(ISO_8859_1),
                        "record: not valid UTF-8 at byte 34"),
                bad(
                        "newer schema",
                        GOOD.replace("{", "{\"schema\":3,\"station\":[],"),
                        "schema: version 3 is newer than 2, the latest that this program reads"),
                bad(
                        "newest schema",
                        GOOD.replace("}", ",\"schema\":9000000000}"),
                        "schema: version 9000000000 is newer than 2, the latest that this program reads"),
                bad(
                        "no version",
                        GOOD.replace("{", "{\"schema\":2.0,"),
                        "schema: expected a whole number from 1, got 2.0"),
                bad(
                        "another unit",
                        GOOD.replace("{", "{\"schema\":2,\"unit\":\"kn\","),
                        "unit: expected m/s, got \"kn\""),
                bad(
                        "unit of a wrong type",
                        GOOD.replace("{", "{\"unit\":{\"name\":\"m/s\"},\"schema\":2,"),
                        "unit: expected a string that is not empty"),
                bad("missing value", "{\"station\":\"VAL\",\"time\":0}", "value: missing"),
                bad("missing station", "{\"value\":1,\"time\":0}", "station: missing"),
                bad("missing time", "{\"station\":\"VAL\",\"value\":1}", "time: missing"),
                bad("missing field", "{\"station\":\"VAL\",\"value\":1,\"time\":0}", "field: missing"),
                bad(
                        "bad identifier",
                        GOOD.replace("VAL", "V L"),
                        "station: expected 1 to 128 of A-Z a-z 0-9 . _ : -, got \"V L\""),
                bad("number as station", GOOD.replace("\"VAL\"", "12"), "station: expected a string, got 12"),
                bad(
                        "no time",
                        GOOD.replace("1961-01-01T00:00:00Z", "soon"),
                        "time: expected ISO-8601 with an offset or epoch milliseconds, got \"soon\""),
                bad(
                        "fraction as time",
                        GOOD.replace("\"1961-01-01T00:00:00Z\"", "1.5"),
                        "time: expected ISO-8601 with an offset or epoch milliseconds, got 1.5"),
                bad(
                        "huge time",
                        GOOD.replace("\"1961-01-01T00:00:00Z\"", "9223372036854775807"),
                        "time: expected a year from 1 to 9999, got 9223372036854775807 ms since 1970"),
                bad("two objects", GOOD + GOOD, "record: expected nothing after the JSON object, got an object"),
                bad("array", "[" + GOOD + "]", "record: expected a JSON object, got an array"),
                bad("white space", "   ", "record: expected a JSON object, got nothing"),
                bad(
                        "long number",
                        with("1" + "0".repeat(64)),
                        "json: Number value length (65) exceeds the maximum allowed (64, from `StreamReadConstraints.getMaxNumberLength()`)"),
                bad(
                        "long string",
                        GOOD.replace("VAL", "V".repeat(70_000)),
                        "json: String value length (70000) exceeds the maximum allowed (65536, from `StreamReadConstraints.getMaxStringLength()`)"));
    }

    @Test
    void refusesATombstone() {
        Incoming incoming = decoder.decode(new ConsumerRecord<>("observations", 3, 42, null, null));
        assertThat(JsonReader.deadLetter(incoming.deadLetter().value).letter().reason())
                .isEqualTo("record: no value, a tombstone");
    }

    @Test
    void doesNotLetARefusedRecordIntoTheNext() {
        decode("{\"field\":\"irish-wind\",\"station\":\"VAL\",\"time\":0,\"value\":\"x\"}");
        assertThat(decode("{\"station\":\"VAL\",\"time\":0,\"value\":1}").isDeadLetter())
                .isTrue();
        assertThat(decode(GOOD).toObservation().value()).isEqualTo(7.7);
    }

    @Test
    void neverThrowsWhateverTheBytesAre() {
        RandomStreams.Stream random = new RandomStreams(20261123, "fuzz").stream(0, Purpose.MEASUREMENT);
        ObservationDecoder open = new ObservationDecoder(RULES.withLimits(ClockLimits.DEFAULT));
        byte[] interesting = "{}[]\",:\\u0000-+eE.9NaN\n\u00ff\u0080".getBytes(ISO_8859_1);
        long index = 0;
        int refused = 0;
        for (int round = 0; round < 10_000; round++) {
            byte[] bytes = GOOD.getBytes(UTF_8);
            int changes = 1 + (int) (random.uniform(index++) * 4);
            for (int change = 0; change < changes; change++) {
                int at = (int) (random.uniform(index++) * bytes.length);
                int kind = (int) (random.uniform(index++) * 4);
                byte novel = random.uniform(index++) < 0.5
                        ? (byte) random.bits(index++)
                        : interesting[(int) (random.uniform(index++) * interesting.length)];
                bytes = mutate(bytes, at, kind, novel);
                if (bytes.length == 0) {
                    break;
                }
            }
            Incoming incoming = open.decode(message(bytes));
            if (incoming.isDeadLetter()) {
                refused++;
                DeadLetterMessage letter = JsonReader.deadLetter(incoming.deadLetter().value);
                assertThat(letter.bytes()).isEqualTo(bytes);
                assertThat(letter.letter().reason())
                        .isNotBlank()
                        .doesNotContain("\n")
                        .doesNotContain("cannot be read");
            } else {
                assertThat(incoming.value).isFinite();
                assertThat(incoming.station).isEqualTo("VAL");
            }
        }
        assertThat(refused).isBetween(5_000, 9_999);
    }

    /** Overwrites, removes, inserts, or cuts the rest off. */
    private static byte[] mutate(byte[] bytes, int at, int kind, byte novel) {
        byte[] changed = Arrays.copyOf(bytes, bytes.length + (kind == 2 ? 1 : kind == 1 ? -1 : 0));
        switch (kind) {
            case 0 -> changed[at] = novel;
            case 1 -> System.arraycopy(bytes, at + 1, changed, at, bytes.length - at - 1);
            case 2 -> {
                System.arraycopy(bytes, at, changed, at + 1, bytes.length - at);
                changed[at] = novel;
            }
            default -> changed = Arrays.copyOf(bytes, at);
        }
        return changed;
    }

    private Incoming decode(String text) {
        return decoder.decode(message(text.getBytes(UTF_8)));
    }

    private static ConsumerRecord<byte[], byte[]> message(byte[] bytes) {
        return new ConsumerRecord<>("observations", 3, 42, new byte[0], bytes);
    }

    private static String with(String value) {
        return GOOD.replace("7.7", value);
    }

    private static Arguments bad(String kind, String text, String reason) {
        return Arguments.of(kind, text.getBytes(UTF_8), reason);
    }
}
