package io.fieldcast.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.fieldcast.connectors.record.Control;
import io.fieldcast.domain.ChangeCode;
import io.fieldcast.domain.ChangeReport;
import io.fieldcast.domain.Forecast;
import io.fieldcast.pipeline.config.FieldFile;
import io.fieldcast.store.ModelFile;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A model is swapped while the job runs: no cycle is missed, it holds from its stated time on to the bit, a bad one is refused with a
 * reason and changes nothing, and a rollback holds at its cycle.
 */
@Timeout(180)
class R18HotModelSwapTest {
    private static final int DAYS = 140;
    private static final int SWAPPED = 40;
    private static final int BACK = 60;
    private static final String MODEL = "swap";

    @RegisterExtension
    static final MiniClusterExtension CLUSTER = new MiniClusterExtension(new MiniClusterResourceConfiguration.Builder()
            .setNumberSlotsPerTaskManager(4)
            .build());

    @TempDir
    static Path folder;

    private static FieldFile field;
    private static Sent plain;

    @BeforeAll
    static void runUnchanged() throws Exception {
        field = WindDays.field(WindDays.write(folder.resolve("days.csv"), WindDays.rows(DAYS)));
        plain = Jobs.replay(field, 1);
        assertThat(plain.forecasts()).hasSize(DAYS * WindDays.PER_CYCLE);
    }

    @Test
    void holdsFromItsStatedTimeOnAndMissesNoCycle() throws Exception {
        ModelFile model = WindModels.shifted(field, 1);
        Sent sent = Jobs.replay(field, 2, swap(model, SWAPPED));

        assertThat(sent.forecasts()).hasSize(DAYS * WindDays.PER_CYCLE);
        assertThat(sent.digestUntil(day(SWAPPED - 1))).isEqualTo(plain.digestUntil(day(SWAPPED - 1)));
        String before = "\"model\":\"ide\"";
        String after = "\"model\":\"ide@" + model.checksum().substring(0, 16) + "\"";
        sent.provenances()
                .forEach((issuedAt, provenance) ->
                        assertThat(provenance).contains(issuedAt.isBefore(day(SWAPPED)) ? before : after));
        assertThat(sent.changes())
                .extracting(ChangeReport::code, ChangeReport::from)
                .containsExactly(tuple(ChangeCode.ACCEPTED, day(SWAPPED)), tuple(ChangeCode.APPLIED, day(SWAPPED)));
    }

    @Test
    void isBackWithTheCycleOfItsRollback() throws Exception {
        Control back = Control.rollback(field.name(), "back", day(BACK).toEpochMilli(), MODEL);
        Control swap = swap(WindModels.shifted(field, 1), SWAPPED);
        Sent sent = Jobs.replay(field, 1, swap, back);

        assertThat(sent.forecasts()).hasSize(DAYS * WindDays.PER_CYCLE);
        String unchanged = plain.provenances().get(day(0));
        sent.provenances().forEach((issuedAt, provenance) -> {
            boolean swapped = !issuedAt.isBefore(day(SWAPPED)) && issuedAt.isBefore(day(BACK));
            assertThat(provenance.equals(unchanged)).as("%s", issuedAt).isNotEqualTo(swapped);
        });
        assertThat(sent.changes())
                .extracting(report -> report.id() + " " + report.code())
                .containsExactly("swap ACCEPTED", "back ACCEPTED", "swap APPLIED", "swap ROLLED_BACK", "back APPLIED");
        assertThat(Jobs.replay(field, 2, back, swap).digest())
                .as("the other order of arrival, another parallelism")
                .isEqualTo(sent.digest());
    }

    static Stream<Arguments> badOnes() {
        ModelFile good = WindModels.shifted(field, 1);
        byte[] bytes = good.bytes();
        byte[] damaged = bytes.clone();
        damaged[damaged.length / 2] ^= 1;
        ModelFile other = WindModels.ofAnotherDimension(field);
        ModelFile nan = WindModels.shifted(field, Double.NaN);
        return Stream.of(
                Arguments.of(ChangeCode.CHECKSUM, bytes, "0".repeat(64), "expected 0000"),
                Arguments.of(ChangeCode.DAMAGED, damaged, good.checksum(), "SHA-256 is not the one written in it"),
                Arguments.of(
                        ChangeCode.TRUNCATED,
                        Arrays.copyOf(bytes, bytes.length - 9),
                        good.checksum(),
                        "expected " + bytes.length),
                Arguments.of(
                        ChangeCode.MISMATCH,
                        other.bytes(),
                        other.checksum(),
                        "rows, the field's representation has 12"),
                Arguments.of(ChangeCode.NOT_FINITE, nan.bytes(), nan.checksum(), "not finite"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badOnes")
    void aBadModelIsRefusedWithAReasonAndChangesNothing(ChangeCode code, byte[] model, String checksum, String reason)
            throws Exception {
        Sent sent = Jobs.replay(
                field, 1, Control.change(field.name(), MODEL, day(SWAPPED).toEpochMilli(), "", model, checksum));

        assertThat(sent.changes()).singleElement().satisfies(report -> {
            assertThat(report.code()).isEqualTo(code);
            assertThat(report.code().isRefusal()).isTrue();
            assertThat(report.reason()).contains(reason);
        });
        assertThat(sent.digest()).isEqualTo(plain.digest());
    }

    /** The state of other dynamics cannot go on: a declared warm-up, bands that are wide at first and right on average, never garbage. */
    @Test
    void dynamicsOfAnotherDimensionBeginWithADeclaredWarmUp() throws Exception {
        String settings = "{\"dynamics\":{\"kind\":\"composition\"}}";
        Sent sent = Jobs.replay(
                field,
                1,
                Control.change(field.name(), "other", day(SWAPPED).toEpochMilli(), settings, new byte[0], ""));

        List<Forecast> forecasts = sent.forecasts();
        assertThat(forecasts).hasSize(DAYS * WindDays.PER_CYCLE);
        assertThat(forecasts)
                .allSatisfy(forecast -> {
                    assertThat(forecast.mean()).isBetween(0.0, 60.0);
                    for (int i = 1; i < forecast.levels(); i++) {
                        assertThat(forecast.quantile(i)).isFinite().isGreaterThanOrEqualTo(forecast.quantile(i - 1));
                    }
                })
                .filteredOn(forecast -> !forecast.issuedAt().isBefore(day(SWAPPED)))
                .filteredOn(forecast -> forecast.issuedAt().isBefore(day(SWAPPED + 90)))
                .allMatch(Forecast::isOfWarmUp);
        assertThat(forecasts)
                .filteredOn(forecast -> forecast.issuedAt().equals(day(DAYS - 1)))
                .noneMatch(Forecast::isOfWarmUp);
    }

    private static Control swap(ModelFile model, int day) {
        return Control.change(field.name(), MODEL, day(day).toEpochMilli(), "", model.bytes(), model.checksum());
    }

    private static Instant day(int day) {
        return WindDays.FIRST.plus(WindDays.STEP.multipliedBy(day));
    }
}
