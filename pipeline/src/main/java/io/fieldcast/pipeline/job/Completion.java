package io.fieldcast.pipeline.job;

import io.fieldcast.forecasting.CycleModel;
import io.fieldcast.forecasting.ForecastState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * For which cycles of a field every observation is there, as the observations' own watermark says. A cycle may still have to wait for the
 * control topic; what comes for it meanwhile is late all the same, or else what counts as late would hang on how long that takes. Not part
 * of any state, as watermarks are not. Confined to one thread.
 */
final class Completion {
    /** Before all cycles. */
    static final long NONE = Long.MIN_VALUE;

    private long earliest = Long.MAX_VALUE;
    private long before = Long.MIN_VALUE;
    private long watermark = Long.MIN_VALUE;
    private long complete = NONE;

    /** An observation waits for {@code cycle}; until a first cycle has run, the earliest of them is the first that is complete. */
    void waits(long cycle, long now) {
        if (earliest == Long.MAX_VALUE) {
            before = now;
        }
        earliest = Math.min(earliest, cycle);
    }

    /** The first cycle of the present chain, or the one that would be. */
    long first(@Nullable ForecastState state) {
        return state == null ? earliest : state.firstCycle();
    }

    /**
     * The last cycle that is complete, {@link #NONE} before the first.
     *
     * @param now watermark of the observations
     */
    long last(@Nullable ForecastState state, CycleModel model, long now) {
        long ran = state == null ? NONE : state.cycle();
        if (now == Long.MIN_VALUE || now == Long.MAX_VALUE) {
            return ran;
        }
        if (now != watermark) {
            watermark = now;
            Instant time = Instant.ofEpochMilli(now);
            long cycle = model.cycleOf(time);
            complete = model.timeOf(cycle).isAfter(time) ? cycle - 1 : cycle;
        }
        boolean begun = state != null || (earliest <= complete && now > before);
        return begun ? Math.max(ran, complete) : NONE;
    }
}
