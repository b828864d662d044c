package io.fieldcast.pipeline.job;

import io.fieldcast.connectors.record.CommittedCycle;
import io.fieldcast.monitoring.CycleMeters;
import io.fieldcast.monitoring.ForecastMeter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts the cycles that are missing from what a job has committed. A transaction that outlives its timeout is aborted by the broker,
 * and the sink says so in no more than a line of its log; but cycles follow each other step by step, so a reader of what came out sees
 * the hole. Sends the size of each. A step back is no hole: at least once, a restart sends some cycles again.
 *
 * <p>The count is part of the state: where things break, they break again, and a process that ends before it was asked must not take
 * its count along.
 */
public final class CommittedCycles extends KeyedProcessFunction<String, CommittedCycle, Long>
        implements CheckpointedFunction {
    private static final long serialVersionUID = 1;
    private static final Logger log = LoggerFactory.getLogger(CommittedCycles.class);

    private final HashMap<String, Long> steps = new HashMap<>();
    private transient Map<String, Counter> gaps = new HashMap<>();
    private transient Map<String, Long> restored = new HashMap<>();
    private transient ValueState<Long> last;
    private transient @Nullable ListState<Tuple2<String, Long>> lost;

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
    public void initializeState(FunctionInitializationContext context) throws Exception {
        ListState<Tuple2<String, Long>> counts = context.getOperatorStateStore()
                .getListState(new ListStateDescriptor<>("lost-cycles", Types.TUPLE(Types.STRING, Types.LONG)));
        restored = new HashMap<>();
        for (Tuple2<String, Long> count : counts.get()) {
            restored.merge(count.f0, count.f1, Long::sum);
        }
        lost = counts;
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        List<Tuple2<String, Long>> counts = new ArrayList<>();
        gaps.forEach((field, counter) -> counts.add(Tuple2.of(field, counter.getCount())));
        Objects.requireNonNull(lost, "initialized").update(counts);
    }

    @Override
    public void open(OpenContext context) {
        last = getRuntimeContext().getState(new ValueStateDescriptor<>("last-cycle", Types.LONG));
        gaps = new HashMap<>();
        for (String field : steps.keySet()) {
            Counter counter = CycleMeters.counter(getRuntimeContext().getMetricGroup(), field, ForecastMeter.GAPS);
            counter.inc(restored.getOrDefault(field, 0L));
            gaps.put(field, counter);
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
