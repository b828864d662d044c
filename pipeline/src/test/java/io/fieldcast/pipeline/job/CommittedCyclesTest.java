package io.fieldcast.pipeline.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.fieldcast.connectors.record.CommittedCycle;
import io.fieldcast.monitoring.ForecastMeter;
import io.fieldcast.pipeline.config.FieldFileReader;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.clusterframework.types.ResourceID;
import org.apache.flink.runtime.executiongraph.ExecutionGraphTestUtils;
import org.apache.flink.runtime.metrics.MetricRegistry;
import org.apache.flink.runtime.metrics.groups.TaskManagerMetricGroup;
import org.apache.flink.runtime.metrics.groups.TaskMetricGroup;
import org.apache.flink.runtime.metrics.util.TestingMetricRegistry;
import org.apache.flink.runtime.operators.testutils.MockEnvironmentBuilder;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CommittedCyclesTest {
    private static final long HOUR = 3_600_000;
    private static final String YAML = "field: wind\nnetwork: {stations: bundled:irish-wind/stations.csv}\nstep: 1h\n";

    /** The one that was registered last. */
    private Counter counter = new SimpleCounter();

    private KeyedOneInputStreamOperatorTestHarness<String, CommittedCycle, Long> flink;

    CommittedCyclesTest() throws Exception {
        flink = harness();
    }

    @BeforeEach
    void open() throws Exception {
        flink.open();
    }

    @AfterEach
    void close() throws Exception {
        flink.close();
    }

    @Test
    void seesCyclesThatAreMissing() throws Exception {
        read(5, 6, 7, 10, 11, 13);
        assertThat(flink.extractOutputValues()).containsExactly(2L, 1L);
    }

    @Test
    void takesARepetitionForNoLoss() throws Exception {
        read(5, 6, 7, 5, 6, 7, 8);
        assertThat(flink.extractOutputValues()).isEmpty();
    }

    @Test
    void seesWhatWasLostAcrossARestart() throws Exception {
        read(5, 6);
        restart();
        read(9);
        assertThat(flink.extractOutputValues()).containsExactly(2L);
    }

    @Test
    void goesOnCountingWhereTheProcessBeforeLeftIt() throws Exception {
        read(5, 6, 9);
        restart();
        assertThat(counter.getCount()).isEqualTo(2);
        read(10, 12);
        restart();
        assertThat(counter.getCount()).isEqualTo(3);
    }

    @Test
    void leavesOtherFieldsAlone() throws Exception {
        flink.processElement(new CommittedCycle("rain", 0), 0);
        flink.processElement(new CommittedCycle("rain", 9 * HOUR), 0);
        assertThat(flink.extractOutputValues()).isEmpty();
    }

    private void read(int... hours) throws Exception {
        for (int hour : hours) {
            flink.processElement(new CommittedCycle("wind", hour * HOUR), 0);
        }
    }

    private void restart() throws Exception {
        OperatorSubtaskState state = flink.snapshot(1, 1);
        flink.close();
        flink = harness();
        flink.initializeState(state);
        flink.open();
    }

    private KeyedOneInputStreamOperatorTestHarness<String, CommittedCycle, Long> harness() throws Exception {
        List<FieldJob> fields = List.of(FieldJob.of(FieldFileReader.read("test", YAML, Path.of(""))));
        return new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(new CommittedCycles(fields)),
                CommittedCycle::field,
                Types.STRING,
                new MockEnvironmentBuilder().setMetricGroup(metrics()).build());
    }

    private TaskMetricGroup metrics() {
        MetricRegistry registry = TestingMetricRegistry.builder()
                .setRegisterConsumer((metric, name, group) -> {
                    if (name.equals(ForecastMeter.GAPS.meterName())) {
                        counter = (Counter) metric;
                    }
                })
                .build();
        return TaskManagerMetricGroup.createTaskManagerMetricGroup(registry, "localhost", ResourceID.generate())
                .addJob(new JobID(), "job")
                .addTask(ExecutionGraphTestUtils.createExecutionAttemptId(), "gaps");
    }
}
