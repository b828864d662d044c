package io.fieldcast.pipeline.job;

import io.fieldcast.connectors.json.JsonMessages;
import io.fieldcast.connectors.record.Outgoing;
import io.fieldcast.domain.Forecast;
import io.fieldcast.domain.Observation;
import io.fieldcast.domain.QcCode;
import io.fieldcast.domain.Quality;
import io.fieldcast.domain.StationAnalysis;
import io.fieldcast.forecasting.CycleModel;
import io.fieldcast.forecasting.CycleResult;
import io.fieldcast.forecasting.ForecastState;
import io.fieldcast.monitoring.CycleMeters;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a field's cycles: keeps observations until the watermark says that their cycle is complete, then calls the forecaster once
 * and sends out what it says.
 */
final class FieldCycles extends KeyedProcessFunction<String, Observation, Outgoing> {
    private static final long serialVersionUID = 1;
    private static final Logger log = LoggerFactory.getLogger(FieldCycles.class);

    static final OutputTag<Outgoing> LATE = new OutputTag<>("late", TypeInformation.of(Outgoing.class));

    private final HashMap<String, FieldJob> jobs = new HashMap<>();
    private final Engine engine;

    private transient Map<String, Field> fields = new HashMap<>();
    private transient ValueState<ForecastState> state;
    private transient MapState<Long, List<Observation>> waiting;

    /** What a field needs besides its state; built on first use, since building costs more than a cycle. */
    private record Field(CycleModel model, JsonMessages messages, MeterBridge meters) {}

    FieldCycles(List<FieldJob> fields, Engine engine) {
        fields.forEach(field -> jobs.put(field.settings().name(), field));
        this.engine = engine;
    }

    @Override
    public void open(OpenContext context) {
        fields = new HashMap<>();
        state = getRuntimeContext()
                .getState(new ValueStateDescriptor<>("forecast-state", new ForecastStateSerializer()));
        waiting = getRuntimeContext()
                .getMapState(new MapStateDescriptor<>(
                        "waiting-observations", Types.LONG, Types.LIST(TypeInformation.of(Observation.class))));
    }

    @Override
    public void processElement(Observation observation, Context context, Collector<Outgoing> out) throws Exception {
        Field field = field(context.getCurrentKey());
        long cycle = field.model().cycleOf(observation.time());
        ForecastState current = state.value();
        if (current != null && cycle <= current.cycle()) {
            Quality verdict = new Quality(
                    observation, QcCode.LATE, field.model().timeOf(current.cycle()), Double.NaN, Double.NaN);
            field.meters().observation(QcCode.LATE);
            context.output(LATE, field.messages().quality(verdict));
            return;
        }
        List<Observation> together = waiting.get(cycle);
        if (together == null) {
            together = new ArrayList<>();
            if (current == null) {
                context.timerService()
                        .registerEventTimeTimer(field.model().timeOf(cycle).toEpochMilli());
            }
        }
        together.add(observation);
        waiting.put(cycle, together);
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<Outgoing> out) throws Exception {
        Field field = field(context.getCurrentKey());
        CycleModel model = field.model();
        long cycle = model.cycleOf(Instant.ofEpochMilli(timestamp));
        ForecastState current = state.value();
        if (current == null) {
            log.info("first cycle field={} time={}", context.getCurrentKey(), model.timeOf(cycle));
            current = model.start(cycle);
        }
        if (cycle != current.cycle() + 1) {
            // Left over from before the first cycle, when nothing was known of the order; the chain of cycles takes
            // care of it.
            return;
        }
        List<Observation> observations = waiting.get(cycle);
        waiting.remove(cycle);
        long started = System.nanoTime();
        CycleResult result = model.cycle(current, observations == null ? List.of() : observations);
        field.meters().cycle(result, System.nanoTime() - started);
        state.update(result.next());
        send(field.messages(), result, out);
        boolean ended = context.timerService().currentWatermark() == Long.MAX_VALUE && waiting.isEmpty();
        if (!ended) {
            context.timerService()
                    .registerEventTimeTimer(model.timeOf(cycle + 1).toEpochMilli());
        }
    }

    private static void send(JsonMessages messages, CycleResult result, Collector<Outgoing> out) {
        for (Forecast forecast : result.forecasts()) {
            out.collect(messages.forecast(forecast));
        }
        for (StationAnalysis analysis : result.analysis()) {
            out.collect(messages.analysis(analysis));
        }
        for (Quality quality : result.quality()) {
            out.collect(messages.quality(quality));
        }
        out.collect(messages.diagnostics(result.diagnostics()));
    }

    private Field field(String name) throws Exception {
        Field field = fields.get(name);
        if (field == null) {
            FieldJob job = jobs.get(name);
            if (job == null) {
                throw new IllegalStateException(
                        "field " + name + " is not configured; the decoder lets only known ones in");
            }
            CycleModel model = engine.start(job.settings());
            ForecastState restored = state.value();
            if (restored != null) {
                model.accept(restored);
                log.info("state restored field={} time={}", name, model.timeOf(restored.cycle()));
            }
            CycleMeters meters = new CycleMeters(getRuntimeContext().getMetricGroup(), name);
            field = new Field(model, new JsonMessages(job.provenance()), new MeterBridge(meters, job.settings()));
            fields.put(name, field);
        }
        return field;
    }
}
