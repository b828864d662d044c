package io.fieldcast.forecasting;

import io.fieldcast.domain.Observation;
import java.time.Instant;
import java.util.List;

/** What a stream needs of a forecaster. Confined to one thread. */
public interface CycleModel {
    /** The cycle that takes in what is observed at {@code time}: the first whose time is not before it. */
    long cycleOf(Instant time);

    /** Time of a cycle. */
    Instant timeOf(long cycle);

    /**
     * Whether {@code state}'s next cycle has a use for an observation of {@code cycle}: its own, one still to come, or a late one
     * that is not too old.
     */
    boolean takes(long cycle, ForecastState state);

    /** A state that knows nothing yet and whose next cycle is {@code firstCycle}. */
    ForecastState start(long firstCycle);

    /**
     * A stored state, completed by what the version that wrote it did not know.
     *
     * @throws IllegalArgumentException if its network, leads, members or dynamics have other dimensions
     */
    ForecastState adopt(ForecastState state);

    /**
     * Runs the cycle after {@code state}.
     *
     * @param state left as it was
     * @param observations those of one step and late ones that it {@linkplain #takes takes}, in any order
     */
    CycleResult cycle(ForecastState state, List<Observation> observations);
}
