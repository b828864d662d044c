package io.fieldcast.pipeline.job;

import io.fieldcast.connectors.json.JsonMessages;
import io.fieldcast.connectors.record.Control;
import io.fieldcast.connectors.record.Incoming;
import io.fieldcast.connectors.record.Outgoing;
import io.fieldcast.domain.ChangeReport;
import io.fieldcast.domain.Observation;
import io.fieldcast.domain.QcCode;
import io.fieldcast.domain.Quality;
import io.fieldcast.domain.StationAnalysis;
import io.fieldcast.forecasting.CycleResult;
import io.fieldcast.forecasting.ForecastState;
import io.fieldcast.monitoring.CycleMeters;
import io.fieldcast.monitoring.DeadLetterCounters;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a field's cycles: keeps observations until the watermark says that their cycle is complete, then calls the forecaster once
 * and sends out what it says. Changes of model and settings wait for their cycle likewise.
 */
final class FieldCycles extends KeyedCoProcessFunction<String, Incoming, Control, Outgoing> {
    private static final long serialVersionUID = 1;
    private static final Logger log = LoggerFactory.getLogger(FieldCycles.class);

    static final OutputTag<Outgoing> LATE = new OutputTag<>("late", TypeInformation.of(Outgoing.class));
    private static final long END_OF_INPUT = Long.MAX_VALUE;

    private final HashMap<String, FieldJob> jobs = new HashMap<>();
    private final Engine engine;

    private transient Map<String, RunningField> fields = new HashMap<>();
    private transient long observationsUntil;
    private transient ValueState<ForecastState> state;
    private transient MapState<Long, List<Observation>> waiting;
    private transient @Nullable Probation probation;
    private transient @Nullable Rewinding rewinding;
    private transient @Nullable ChangeDesk changes;

    FieldCycles(List<FieldJob> fields, Engine engine) {
        fields.forEach(field -> jobs.put(field.settings().name(), field));
        this.engine = engine;
    }

    @Override
    public void open(OpenContext context) {
        fields = new HashMap<>();
        observationsUntil = Long.MIN_VALUE;
        state = getRuntimeContext()
                .getState(new ValueStateDescriptor<>("forecast-state", new ForecastStateSerializer()));
        waiting = getRuntimeContext()
                .getMapState(new MapStateDescriptor<>(
                        "waiting-observations", Types.LONG, Types.LIST(TypeInformation.of(Observation.class))));
        probation = new Probation(getRuntimeContext());
        rewinding = new Rewinding(getRuntimeContext());
        changes = new ChangeDesk(getRuntimeContext(), engine);
    }

    /** Nothing observed up to this time follows. */
    void observationsAreThereUntil(long watermark) {
        observationsUntil = watermark;
    }

    @Override
    public void processElement1(Incoming incoming, Context context, Collector<Outgoing> out) throws Exception {
        RunningField field = field(context.getCurrentKey(), context, out);
        field.arrivals().saw(incoming.arrived);
        ForecastState current = state.value();
        long complete = field.completion().last(current, field.model(), observationsUntil);
        if (!incoming.unproven) {
            if (probation().holds(incoming.partition)) {
                probation().judge(incoming, field.leapMillis(), outcome(complete, field, context));
            }
            take(incoming, complete, field, context);
        } else if (current != null
                && Probation.near(
                        incoming, field.model().timeOf(current.cycle()).toEpochMilli(), field.leapMillis())) {
            take(incoming, complete, field, context);
        } else {
            probation().hold(incoming);
            context.timerService().registerEventTimeTimer(END_OF_INPUT);
        }
    }

    @Override
    public void processElement2(Control control, Context context, Collector<Outgoing> out) throws Exception {
        String name = context.getCurrentKey();
        RunningField field = field(name, context, out);
        Outgoing letter = control.letter;
        if (letter != null) {
            field.letters().add(control.reason);
            context.output(LATE, letter);
        } else {
            changes().take(control, job(name), field.model(), state.value(), reports(field, out));
        }
    }

    /**
     * Keeps an observation for its cycle, or says that it came too late for it.
     *
     * @param complete the last cycle that was complete before it came
     */
    private void take(Incoming incoming, long complete, RunningField field, Context context) throws Exception {
        Observation observation = incoming.toObservation();
        long cycle = field.model().cycleOf(observation.time());
        ForecastState current = state.value();
        boolean late = cycle <= complete;
        boolean ran = current != null && cycle <= current.cycle();
        boolean lost = field.rewinds() && ran && !rewinding().holds(cycle);
        if (late
                && (lost
                        || !field.model()
                                .takes(cycle, complete + 1, field.completion().first(current)))) {
            refuse(observation, QcCode.LATE, complete, field, context);
            return;
        }
        if (field.rewinds() && ran && rewinding().knows(observation, cycle)) {
            refuse(observation, QcCode.DUPLICATE, complete, field, context);
            return;
        }
        if (late && !field.rewinds()) {
            cycle = complete + 1;
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
        field.completion().waits(cycle, observationsUntil);
        field.arrivals().waits(cycle, incoming.arrived);
    }

    private static void refuse(
            Observation observation, QcCode code, long complete, RunningField field, Context context) {
        Quality verdict = new Quality(observation, code, field.model().timeOf(complete), Double.NaN, Double.NaN);
        field.meters().observation(code);
        context.output(LATE, field.messages().quality(verdict));
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<Outgoing> out) throws Exception {
        RunningField field = field(context.getCurrentKey(), context, out);
        if (timestamp == END_OF_INPUT) {
            // Input so short that nothing was ever trusted is believed; what the rest of a stream did not confirm is
            // not.
            probation().end(state.value() == null, outcome(Completion.NONE, field, context));
            return;
        }
        long cycle = field.model().cycleOf(Instant.ofEpochMilli(timestamp));
        ForecastState current = state.value();
        if (current == null) {
            probation().believeNear(timestamp, field.leapMillis(), outcome(Completion.NONE, field, context));
            cycle = earliestWaiting(cycle);
            log.info(
                    "first cycle field={} time={}",
                    context.getCurrentKey(),
                    field.model().timeOf(cycle));
            field = changed(field, cycle, out);
            current = field.model().start(cycle);
        }
        boolean ended = context.timerService().currentWatermark() == END_OF_INPUT && waiting.isEmpty();
        if (ended || cycle != current.cycle() + 1) {
            // The input holds nothing more; or left over from before the first cycle, when nothing was known of the
            // order; the chain of cycles takes
            // care of it.
            return;
        }
        run(current, field, context, out);
    }

    /** Runs the cycle after {@code before}. */
    private void run(ForecastState before, RunningField now, Context context, Collector<Outgoing> out)
            throws Exception {
        long started = System.nanoTime();
        long cycle = before.cycle() + 1;
        ForecastState current = before;
        if (now.rewinds()) {
            current = rewinding()
                    .withLateOnes(
                            now.model(),
                            current,
                            waiting,
                            late -> out.collect(now.messages().quality(late)));
        }
        RunningField field = changed(now, cycle, out);
        if (field.model() != now.model()) {
            current = field.model().takeOver(current, now.job().settings());
            rewinding().forget();
        }
        List<Observation> together = waiting.get(cycle);
        List<Observation> observations = together == null ? List.of() : together;
        waiting.remove(cycle);
        Issue issue = new Issue(cycle, field, context.timerService(), out);
        CycleResult result = field.model().cycle(current, observations, issue);
        if (field.rewinds()) {
            rewinding().keep(current, observations, field.keptSteps());
        }
        field.meters().cycle(result, System.nanoTime() - started - issue.nanos());
        state.update(result.next());
        sendTheRest(field.messages(), result, out);
        context.timerService()
                .registerEventTimeTimer(field.model().timeOf(cycle + 1).toEpochMilli());
    }

    /** The field as it is in force from {@code cycle} on. */
    private RunningField changed(RunningField field, long cycle, Collector<Outgoing> out) throws Exception {
        Instant time = field.model().timeOf(cycle);
        if (!changes().isDue(time)) {
            return field;
        }
        String name = field.job().settings().name();
        ChangeDesk.InForce now = new ChangeDesk.InForce(field.job(), field.model());
        ChangeDesk.InForce next = changes().turn(job(name), time, now, reports(field, out));
        if (next.model() == now.model()) {
            return field;
        }
        RunningField changed = field.with(next.job(), next.model());
        fields.put(name, changed);
        return changed;
    }

    private static Consumer<ChangeReport> reports(RunningField field, Collector<Outgoing> out) {
        return report -> {
            field.meters().change(report.code());
            out.collect(field.messages().change(report));
        };
    }

    private long earliestWaiting(long cycle) throws Exception {
        long earliest = cycle;
        for (long other : waiting.keys()) {
            earliest = Math.min(earliest, other);
        }
        return earliest;
    }

    private Probation.Outcome outcome(long complete, RunningField field, Context context) {
        return new Probation.Outcome() {
            @Override
            public void believed(Incoming observation) throws Exception {
                take(observation, complete, field, context);
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

    private ChangeDesk changes() {
        return Objects.requireNonNull(changes, "opened");
    }

    private static void sendTheRest(JsonMessages messages, CycleResult result, Collector<Outgoing> out) {
        for (StationAnalysis analysis : result.analysis()) {
            out.collect(messages.analysis(analysis));
        }
        for (Quality quality : result.quality()) {
            out.collect(messages.quality(quality));
        }
        out.collect(messages.diagnostics(result.diagnostics()));
    }

    private FieldJob job(String name) {
        FieldJob job = jobs.get(name);
        if (job == null) {
            throw new IllegalStateException(
                    "field " + name + " is not configured; the decoder lets only known ones in");
        }
        return job;
    }

    private RunningField field(String name, Context context, Collector<Outgoing> out) throws Exception {
        RunningField known = fields.get(name);
        if (known != null) {
            return known;
        }
        FieldJob base = job(name);
        JsonMessages messages = new JsonMessages(base.provenance());
        ChangeDesk.InForce inForce = changes().restore(base, dropped -> out.collect(messages.change(dropped)));
        FieldJob job = inForce.job();
        CycleMeters meters = new CycleMeters(
                getRuntimeContext().getMetricGroup(),
                name,
                job.settings().step(),
                Instant.ofEpochMilli(context.timerService().currentProcessingTime()));
        RunningField field = new RunningField(
                job,
                inForce.model(),
                new JsonMessages(job.provenance()),
                new MeterBridge(meters, job.settings()),
                new DeadLetterCounters(getRuntimeContext().getMetricGroup(), name),
                new Arrivals(),
                new Completion());
        fields.put(name, field);
        ForecastState restored = state.value();
        if (restored != null) {
            adopt(restored, field, context);
        } else {
            for (long cycle : waiting.keys()) {
                field.completion().waits(cycle, Long.MIN_VALUE);
            }
        }
        return field;
    }

    private void adopt(ForecastState restored, RunningField field, Context context) throws Exception {
        ForecastState adopted = field.model().adopt(restored);
        state.update(adopted);
        log.info(
                "state restored field={} time={} model={} warmup={}",
                context.getCurrentKey(),
                field.model().timeOf(restored.cycle()),
                field.job().model(),
                adopted.warmUpLeft());
        if (adopted.cyclesRun() >= restored.cyclesRun()) {
            return;
        }
        // The model that ran the latest cycles is not there any more, so what waits to be taken in there comes too
        // late.
        rewinding().forget();
        List<Long> late = new ArrayList<>();
        for (long cycle : waiting.keys()) {
            if (cycle <= restored.cycle()) {
                late.add(cycle);
            }
        }
        for (long cycle : late) {
            for (Observation observation : waiting.get(cycle)) {
                refuse(observation, QcCode.LATE, restored.cycle(), field, context);
            }
            waiting.remove(cycle);
        }
    }
}
