package io.fieldcast.pipeline.job;

import io.fieldcast.connectors.json.JsonMessages;
import io.fieldcast.connectors.record.Incoming;
import io.fieldcast.connectors.record.Outgoing;
import io.fieldcast.domain.Forecast;
import io.fieldcast.domain.Observation;
import io.fieldcast.domain.QcCode;
import io.fieldcast.domain.Quality;
import io.fieldcast.domain.StationAnalysis;
import io.fieldcast.forecasting.CycleModel;
import io.fieldcast.forecasting.CycleResult;
import io.fieldcast.forecasting.FieldSettings;
import io.fieldcast.forecasting.ForecastState;
import io.fieldcast.forecasting.LatePolicy;
import io.fieldcast.monitoring.CycleMeters;
import io.fieldcast.monitoring.DeadLetterCounters;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a field's cycles: keeps observations until the watermark says that their cycle is complete, then calls the forecaster once
 * and sends out what it says.
 */
final class FieldCycles extends KeyedProcessFunction<String, Incoming, Outgoing> {
    private static final long serialVersionUID = 1;
    private static final Logger log = LoggerFactory.getLogger(FieldCycles.class);

    static final OutputTag<Outgoing> LATE = new OutputTag<>("late", TypeInformation.of(Outgoing.class));
    private static final long END_OF_INPUT = Long.MAX_VALUE;

    private final HashMap<String, FieldJob> jobs = new HashMap<>();
    private final Engine engine;

    private transient Map<String, Field> fields = new HashMap<>();
    private transient ValueState<ForecastState> state;
    private transient MapState<Long, List<Observation>> waiting;
    private transient @Nullable Probation probation;
    private transient @Nullable Rewinding rewinding;

    /** What a field needs besides its state; built on first use, since building costs more than a cycle. */
    private record Field(
            CycleModel model,
            JsonMessages messages,
            MeterBridge meters,
            DeadLetterCounters letters,
            Arrivals arrivals,
            long leapMillis,
            FieldSettings.Late late) {
        boolean rewinds() {
            return late.policy() == LatePolicy.REPLAY;
        }

        int keptSteps() {
            return late.steps();
        }
    }

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
        probation = new Probation(getRuntimeContext());
        rewinding = new Rewinding(getRuntimeContext());
    }

    @Override
    public void processElement(Incoming incoming, Context context, Collector<Outgoing> out) throws Exception {
        Field field = field(context.getCurrentKey(), context);
        field.arrivals().saw(incoming.arrived);
        ForecastState current = state.value();
        if (!incoming.unproven) {
            if (probation().holds(incoming.partition)) {
                probation().judge(incoming, field.leapMillis(), outcome(field, context));
            }
            take(incoming, field, context);
        } else if (current != null
                && Probation.near(
                        incoming, field.model().timeOf(current.cycle()).toEpochMilli(), field.leapMillis())) {
            take(incoming, field, context);
        } else {
            probation().hold(incoming);
            context.timerService().registerEventTimeTimer(END_OF_INPUT);
        }
    }

    /** Keeps an observation for its cycle, or says that it came too late for it. */
    private void take(Incoming incoming, Field field, Context context) throws Exception {
        Observation observation = incoming.toObservation();
        long cycle = field.model().cycleOf(observation.time());
        ForecastState current = state.value();
        boolean late = current != null && cycle <= current.cycle();
        boolean known = late && (!field.rewinds() || rewinding().holds(cycle));
        if (late && !(known && field.model().takes(cycle, current))) {
            refuse(observation, QcCode.LATE, current, field, context);
            return;
        }
        if (late && field.rewinds() && rewinding().knows(observation, cycle)) {
            refuse(observation, QcCode.DUPLICATE, current, field, context);
            return;
        }
        if (late && !field.rewinds()) {
            cycle = current.cycle() + 1;
        }
        List<Observation> together = waiting.get(cycle);
        if (together == null) {
            together = new ArrayList<>();
            // A chain of cycles that ended with its input, as before a drained savepoint, goes on from where it ended.
            long next = current == null ? cycle : current.cycle() + 1;
            context.timerService()
                    .registerEventTimeTimer(field.model().timeOf(next).toEpochMilli());
        }
        together.add(observation);
        waiting.put(cycle, together);
        field.arrivals().waits(cycle, incoming.arrived);
    }

    private static void refuse(
            Observation observation, QcCode code, ForecastState current, Field field, Context context) {
        Quality verdict = new Quality(observation, code, field.model().timeOf(current.cycle()), Double.NaN, Double.NaN);
        field.meters().observation(code);
        context.output(LATE, field.messages().quality(verdict));
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<Outgoing> out) throws Exception {
        Field field = field(context.getCurrentKey(), context);
        if (timestamp == END_OF_INPUT) {
            // Input so short that nothing was ever trusted is believed; what the rest of a stream did not confirm is
            // not.
            probation().end(state.value() == null, outcome(field, context));
            return;
        }
        CycleModel model = field.model();
        long cycle = model.cycleOf(Instant.ofEpochMilli(timestamp));
        ForecastState current = state.value();
        if (current == null) {
            probation().believeNear(timestamp, field.leapMillis(), outcome(field, context));
            cycle = earliestWaiting(cycle);
            log.info("first cycle field={} time={}", context.getCurrentKey(), model.timeOf(cycle));
            current = model.start(cycle);
        }
        boolean ended = context.timerService().currentWatermark() == END_OF_INPUT && waiting.isEmpty();
        if (ended || cycle != current.cycle() + 1) {
            // The input holds nothing more; or left over from before the first cycle, when nothing was known of the
            // order; the chain of cycles takes
            // care of it.
            return;
        }
        long started = System.nanoTime();
        if (field.rewinds()) {
            current = rewinding()
                    .withLateOnes(
                            model,
                            current,
                            waiting,
                            late -> out.collect(field.messages().quality(late)));
        }
        List<Observation> together = waiting.get(cycle);
        List<Observation> observations = together == null ? List.of() : together;
        waiting.remove(cycle);
        CycleResult result = model.cycle(current, observations);
        if (field.rewinds()) {
            rewinding().keep(current, observations, field.keptSteps());
        }
        field.meters().cycle(result, System.nanoTime() - started);
        state.update(result.next());
        send(field.messages(), result, out);
        long now = context.timerService().currentProcessingTime();
        field.meters()
                .sent(
                        now,
                        field.arrivals().sinceLastOf(cycle, now),
                        field.arrivals().sinceNewest(now));
        context.timerService().registerEventTimeTimer(model.timeOf(cycle + 1).toEpochMilli());
    }

    private long earliestWaiting(long cycle) throws Exception {
        long earliest = cycle;
        for (long other : waiting.keys()) {
            earliest = Math.min(earliest, other);
        }
        return earliest;
    }

    private Probation.Outcome outcome(Field field, Context context) {
        return new Probation.Outcome() {
            @Override
            public void believed(Incoming observation) throws Exception {
                take(observation, field, context);
            }

            @Override
            public void refused(Incoming unproven) {
                field.letters().add(unproven.reason);
                context.output(LATE, unproven.deadLetter());
            }
        };
    }

    private Probation probation() {
        return Objects.requireNonNull(probation, "opened");
    }

    private Rewinding rewinding() {
        return Objects.requireNonNull(rewinding, "opened");
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

    private Field field(String name, Context context) throws Exception {
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
                state.update(model.adopt(restored));
                log.info("state restored field={} time={}", name, model.timeOf(restored.cycle()));
            }
            CycleMeters meters = new CycleMeters(
                    getRuntimeContext().getMetricGroup(),
                    name,
                    job.settings().step(),
                    Instant.ofEpochMilli(context.timerService().currentProcessingTime()));
            field = new Field(
                    model,
                    new JsonMessages(job.provenance()),
                    new MeterBridge(meters, job.settings()),
                    new DeadLetterCounters(getRuntimeContext().getMetricGroup(), name),
                    new Arrivals(),
                    job.leap().toMillis(),
                    job.settings().late());
            fields.put(name, field);
        }
        return field;
    }
}
