package io.fieldcast.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.fieldcast.domain.Observation;
import io.fieldcast.domain.QcCode;
import io.fieldcast.forecasting.CycleModel;
import io.fieldcast.forecasting.ForecastState;
import io.fieldcast.pipeline.config.FieldFile;
import io.fieldcast.pipeline.job.Engine;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Fault R7: observations that come ten times, the copies among those around them, change neither forecasts nor state. */
@Timeout(120)
class R7DuplicatesTest {
    private static final int DAYS = 120;
    private static final int TIMES = 10;

    @RegisterExtension
    static final MiniClusterExtension CLUSTER = new MiniClusterExtension(new MiniClusterResourceConfiguration.Builder()
            .setNumberSlotsPerTaskManager(4)
            .build());

    @TempDir
    static Path folder;

    private static List<String> rows = List.of();
    private static String expected = "";

    @BeforeAll
    static void runOnce() throws Exception {
        rows = WindDays.rows(DAYS);
        Sent sent = Jobs.replay(folder.resolve("plain.csv"), rows, 1);
        assertThat(sent.forecasts()).hasSize(DAYS * WindDays.PER_CYCLE);
        assertThat(sent.quality(QcCode.LATE)).isEmpty();
        assertThat(sent.letters()).isEmpty();
        expected = sent.digest();
    }

    @Test
    void everyObservationSentTenTimesSaysTheSame() throws Exception {
        Sent sent = Jobs.replay(folder.resolve("tenfold.csv"), WindDays.repeated(rows, TIMES, 5), 1);

        assertThat(sent.quality(QcCode.DUPLICATE)).hasSize((TIMES - 1) * rows.size());
        assertThat(sent.letters()).isEmpty();
        assertThat(sent.digest()).isEqualTo(expected);
    }

    @Test
    void theStateThatTenfoldObservationsLeaveIsTheSameToTheLastBit() throws Exception {
        assertThat(state(TIMES)).isEqualTo(state(1));
    }

    /** The stored state after all days, each of whose observations comes so many times. */
    private static byte[] state(int times) throws IOException {
        FieldFile field = WindDays.field(folder.resolve("plain.csv"));
        CycleModel model = Engine.FORECASTER.start(field.settings());
        ForecastState state = model.start(model.cycleOf(WindDays.FIRST));
        for (int day = 0; day < DAYS; day++) {
            List<Observation> observations = new ArrayList<>();
            for (String row : rows.subList(day * WindDays.STATIONS, (day + 1) * WindDays.STATIONS)) {
                String[] cells = row.split(",", -1);
                Observation observation =
                        new Observation(field.name(), cells[1], WindDays.time(row), Double.parseDouble(cells[2]));
                observations.addAll(Collections.nCopies(times, observation));
            }
            Collections.shuffle(observations, new Random(day));
            state = model.cycle(state, observations).next();
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        state.write(new DataOutputStream(bytes));
        return bytes.toByteArray();
    }
}
