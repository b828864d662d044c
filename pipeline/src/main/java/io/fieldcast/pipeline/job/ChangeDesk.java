package io.fieldcast.pipeline.job;

import io.fieldcast.connectors.record.Control;
import io.fieldcast.domain.ChangeCode;
import io.fieldcast.domain.ChangeReport;
import io.fieldcast.forecasting.CycleModel;
import io.fieldcast.forecasting.ForecastState;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes in the changes of a field and says what is in force when. A change that cannot be made leaves everything as it is, and nothing here
 * makes a job fail. Keyed state.
 */
final class ChangeDesk {
    private static final Logger log = LoggerFactory.getLogger(ChangeDesk.class);

    private final ChangeBook book;
    private final Engine engine;

    ChangeDesk(RuntimeContext context, Engine engine) {
        this.book = new ChangeBook(context);
        this.engine = engine;
    }

    /** A field's job and the model built of it. */
    record InForce(FieldJob job, CycleModel model) {}

    /**
     * Takes in what came, to be made when its time comes, or refuses it.
     *
     * @param base the job as the field's file describes it
     * @param clock any model of the field
     * @param current null before the first cycle
     * @param reports receives what becomes of it
     */
    void take(
            Control sent,
            FieldJob base,
            CycleModel clock,
            @Nullable ForecastState current,
            Consumer<ChangeReport> reports)
            throws Exception {
        try {
            if (!sent.problem.isEmpty()) {
                throw new ChangeRefused(ChangeCode.UNREADABLE, sent.problem);
            }
            if (book.knows(sent)) {
                return;
            }
            Control change = dated(sent, clock, current);
            Optional<FieldJob> job = change.rollback ? Optional.empty() : Optional.of(ChangedJob.of(base, change));
            if (job.isPresent()) {
                // What only shows when it is built must show now.
                build(job.get());
            }
            book.note(sent);
            book.keep(book.changes().with(change));
            Instant from = change.from == Control.NEXT
                    ? Instant.MIN
                    : clock.timeOf(clock.cycleOf(Instant.ofEpochMilli(change.from)));
            reports.accept(report(change, ChangeCode.ACCEPTED, from, "", job));
        } catch (ChangeRefused e) {
            Instant from = sent.from == Control.NEXT ? Instant.MIN : Instant.ofEpochMilli(sent.from);
            reports.accept(refusal(sent, from, e));
        }
    }

    /** The change with the time from which it holds, if it asks for the next cycle. */
    private static Control dated(Control sent, CycleModel clock, @Nullable ForecastState current) throws ChangeRefused {
        if (current == null) {
            return sent;
        }
        Instant next = clock.timeOf(current.cycle() + 1);
        if (sent.from == Control.NEXT) {
            return sent.at(next.toEpochMilli());
        }
        if (clock.cycleOf(Instant.ofEpochMilli(sent.from)) <= current.cycle()) {
            throw new ChangeRefused(
                    ChangeCode.TOO_LATE,
                    "from: the cycle of " + Instant.ofEpochMilli(sent.from) + " has run, the earliest possible is "
                            + next + ", or next");
        }
        return sent;
    }

    /** Whether anything changes with the cycle of {@code time}. */
    boolean isDue(Instant time) throws Exception {
        return book.changes().isDue(time.toEpochMilli());
    }

    /**
     * Makes the changes whose time has come.
     *
     * @param time of the cycle that is about to run
     * @param now what is in force until then
     * @return what is in force from then on; {@code now} itself where that is the same
     */
    InForce turn(FieldJob base, Instant time, InForce now, Consumer<ChangeReport> reports) throws Exception {
        Changes.Turn turn = book.changes().at(time.toEpochMilli());
        book.keep(turn.after());
        InForce next = inForce(base, Optional.of(now), change -> {});
        for (Changes.Event event : turn.events()) {
            Control change = event.change();
            try {
                boolean made = event.code() == ChangeCode.APPLIED;
                Optional<FieldJob> job = made && !change.rollback
                        ? Optional.of(ChangedJob.of(base, change))
                        : Optional.of(next.job()).filter(back -> made);
                reports.accept(report(change, event.code(), time, event.reason(), job));
            } catch (ChangeRefused e) {
                reports.accept(refusal(change, time, e));
            }
        }
        return next;
    }

    /**
     * What is in force now. A change that no longer fits, since the field's file is another one than when it was accepted, is dropped.
     *
     * @param reports receives what had to be dropped
     */
    InForce restore(FieldJob base, Consumer<ChangeReport> reports) throws Exception {
        return inForce(base, Optional.empty(), reports);
    }

    private InForce inForce(FieldJob base, Optional<InForce> now, Consumer<ChangeReport> reports) throws Exception {
        Changes changes = book.changes();
        while (true) {
            Optional<Control> change = changes.inForce();
            try {
                FieldJob job = change.isPresent() ? ChangedJob.of(base, change.get()) : base;
                if (now.isPresent() && now.get().job().configuration().equals(job.configuration())) {
                    return now.get();
                }
                InForce next = new InForce(job, build(job));
                if (now.isPresent()) {
                    log.info(
                            "model swapped field={} change={} model={} configuration={}",
                            base.settings().name(),
                            change.map(made -> made.id).orElse("none"),
                            job.model(),
                            job.configuration());
                }
                return next;
            } catch (ChangeRefused e) {
                if (change.isEmpty()) {
                    throw new IllegalArgumentException(e.reason(), e);
                }
                changes = changes.withoutLast();
                book.keep(changes);
                reports.accept(refusal(change.get(), Instant.ofEpochMilli(change.get().from), e));
            }
        }
    }

    private CycleModel build(FieldJob job) throws ChangeRefused {
        try {
            return engine.start(job.settings());
        } catch (IllegalArgumentException e) {
            throw new ChangeRefused(ChangeCode.SETTINGS, String.valueOf(e.getMessage()));
        }
    }

    private static ChangeReport report(
            Control change, ChangeCode code, Instant from, String reason, Optional<FieldJob> job) {
        log.info("change {} field={} id={} from={}", code, change.field, change.id, from);
        return new ChangeReport(
                change.field,
                change.id,
                code,
                from,
                reason,
                job.map(FieldJob::model).orElse(""),
                job.map(FieldJob::configuration).orElse(""));
    }

    private static ChangeReport refusal(Control change, Instant from, ChangeRefused refused) {
        log.warn(
                "change refused field={} id={} code={} reason={}",
                change.field,
                change.id,
                refused.code(),
                refused.reason());
        return new ChangeReport(change.field, change.id, refused.code(), from, refused.reason(), "", "");
    }
}
