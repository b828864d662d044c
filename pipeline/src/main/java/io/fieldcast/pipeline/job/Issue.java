package io.fieldcast.pipeline.job;

import io.fieldcast.connectors.record.Outgoing;
import io.fieldcast.domain.Forecast;
import java.util.List;
import java.util.function.Consumer;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.util.Collector;

/**
 * Sends one cycle's forecasts, for which everybody waits. That happens while the cycle still computes, but is no part of its computing time: a
 * sink that is slow to take them would look like a slow model. For one cycle and one thread.
 */
final class Issue implements Consumer<List<Forecast>> {
    private final long cycle;
    private final RunningField field;
    private final TimerService clock;
    private final Collector<Outgoing> out;
    private long nanos;

    Issue(long cycle, RunningField field, TimerService clock, Collector<Outgoing> out) {
        this.cycle = cycle;
        this.field = field;
        this.clock = clock;
        this.out = out;
    }

    @Override
    public void accept(List<Forecast> forecasts) {
        long started = System.nanoTime();
        for (Forecast forecast : forecasts) {
            out.collect(field.messages().forecast(forecast));
        }
        long sent = clock.currentProcessingTime();
        field.meters()
                .sent(
                        sent,
                        field.arrivals().sinceLastOf(cycle, sent),
                        field.arrivals().sinceNewest(sent));
        nanos = System.nanoTime() - started;
    }

    /** Time that sending took. */
    long nanos() {
        return nanos;
    }
}
