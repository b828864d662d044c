package io.fieldcast.pipeline.job;

import io.fieldcast.connectors.record.CommittedCycle;
import io.fieldcast.monitoring.CycleMeters;
import io.fieldcast.monitoring.ForecastMeter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts the cycles that are missing from what a job has committed. A transaction that outlives its timeout is aborted by the broker,
 * and the sink says so in no more than a line of its log; but cycles follow each other step by step, so a reader of what came out sees
 * the hole. Sends the size of each. A step back is no hole: at least once, a restart sends some cycles again.
 */
public final class CommittedCycles extends KeyedProcessFunction<String, CommittedCycle, Long> {
    private static final long serialVersionUID = 1;
    private static final Logger log = LoggerFactory.getLogger(CommittedCycles.class);

    private final HashMap<String, Long> steps = new HashMap<>();
    private transient Map<String, Counter> gaps = new HashMap<>();
    private transient ValueState<Long> last;

    CommittedCycles(List<FieldJob> fields) {
        fields.forEach(field ->
                steps.put(field.settings().name(), field.settings().step().toMillis()));
    }

    /** Adds the watch to a job: a branch of its own that ends with the counter. */
    public static void watch(
            StreamExecutionEnvironment env, Source<CommittedCycle, ?, ?> source, List<FieldJob> fields) {
        env.fromSource(source, WatermarkStrategy.noWatermarks(), "committed cycles")
                .uid("committed-cycles")
                .setParallelism(1)
                .keyBy(CommittedCycle::field)
                .process(new CommittedCycles(fields))
                .returns(Types.LONG)
                .name("gaps")
                .uid("gaps")
                .setParallelism(1);
    }

    @Override
    public void open(OpenContext context) {
        last = getRuntimeContext().getState(new ValueStateDescriptor<>("last-cycle", Types.LONG));
        gaps = new HashMap<>();
        for (String field : steps.keySet()) {
            gaps.put(field, CycleMeters.counter(getRuntimeContext().getMetricGroup(), field, ForecastMeter.GAPS));
        }
    }

    @Override
    public void processElement(CommittedCycle cycle, Context context, Collector<Long> out) throws Exception {
        Long step = steps.get(cycle.field());
        if (step == null) {
            // Another job writes to the same topic.
            return;
        }
        Long before = last.value();
        long missing = before == null ? 0 : (cycle.time() - before) / step - 1;
        if (missing > 0) {
            Objects.requireNonNull(gaps.get(cycle.field()), "opened").inc(missing);
            out.collect(missing);
            log.warn("forecasts were lost field={} cycles={} before={}", cycle.field(), missing, cycle.time());
        }
        last.update(cycle.time());
    }
}
