package io.fieldcast.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.fieldcast.connectors.csv.CsvObservations;
import io.fieldcast.domain.Diagnostics;
import io.fieldcast.domain.QcCode;
import io.fieldcast.pipeline.config.FieldFile;
import io.fieldcast.pipeline.job.JobPlan;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Numbers that are none in what sensors say and in what the job has stored: it never fails, no message is missing or holds one, and
 * what had to be begun anew is counted in that very cycle. Each message is JSON, which has no word for such a number.
 */
@Timeout(120)
class R12NotFiniteJobTest {
    private static final int DAYS = 200;
    private static final String[] VALUES = {"NaN", "Infinity", "-Infinity", "1e308", "-1e308", "1e400", "4.9e-324", "0"
    };

    /** Those before it are no numbers at all: dead letters. */
    private static final int NUMBERS = 3;

    @RegisterExtension
    static final MiniClusterExtension CLUSTER = new MiniClusterExtension(new MiniClusterResourceConfiguration.Builder()
            .setNumberSlotsPerTaskManager(1)
            .build());

    @TempDir
    static Path folder;

    @Test
    void poisonInTheStateIsFoundReplacedAndCountedInTheNextCycle() throws Exception {
        FieldFile field = WindDays.field(WindDays.write(folder.resolve("good.csv"), WindDays.rows(DAYS)));
        Sent sent = run(field, JobPlan.of(List.of(field)).withEngine(PoisonedStates::new));

        assertThat(sent.forecasts()).hasSize(DAYS * WindDays.PER_CYCLE);
        List<Diagnostics> cycles = sent.diagnostics();
        assertThat(cycles).hasSize(DAYS);
        for (Diagnostics cycle : cycles) {
            long number = cycle.cycle().toEpochMilli() / WindDays.STEP.toMillis();
            boolean poisoned = number % PoisonedStates.EVERY == 0;
            double counted = number(cycle, "diverged") + number(cycle, "members.redrawn");
            assertThat(counted > 0).as(cycle.cycle().toString()).isEqualTo(poisoned);
            assertThat(cycle.numbers()).containsEntry("notfinite", 0.0);
        }
    }

    @Test
    void noValueOfASensorStopsTheForecasts() throws Exception {
        List<String> rows = new ArrayList<>();
        int number = 0;
        for (String row : WindDays.rows(DAYS)) {
            boolean wild = number++ % 4 == 1;
            rows.add(wild ? row.substring(0, row.lastIndexOf(',') + 1) + VALUES[number / 4 % VALUES.length] : row);
        }
        FieldFile field = WindDays.field(WindDays.write(folder.resolve("wild.csv"), rows));
        Sent sent = run(field, JobPlan.of(List.of(field)));

        assertThat(sent.forecasts()).hasSize(DAYS * WindDays.PER_CYCLE);
        assertThat(sent.diagnostics()).hasSize(DAYS).allMatch(cycle -> number(cycle, "diverged") == 0);
        assertThat(sent.letters())
                .hasSizeGreaterThan(NUMBERS * DAYS * WindDays.STATIONS / 4 / VALUES.length)
                .allMatch(letter -> letter.letter().reason().startsWith("value: "));
        assertThat(sent.quality(QcCode.BAD_INCOMING)).isNotEmpty();
    }

    private static double number(Diagnostics cycle, String name) {
        return cycle.numbers().getOrDefault(name, Double.NaN);
    }

    private static Sent run(FieldFile field, JobPlan plan) throws Exception {
        FieldFile.Data data = field.data().orElseThrow();
        return Jobs.collect(
                CsvObservations.source(data.observations(), data.layout(), WindDays.rules(field)),
                plan.bounded().withParallelism(1));
    }
}
