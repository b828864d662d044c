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

    /** A state that knows nothing yet and whose next cycle is {@code firstCycle}. */
    ForecastState start(long firstCycle);

    /**
     * Whether a stored state belongs to these settings.
     *
     * @throws IllegalArgumentException if its network, leads, members or dynamics have other dimensions
     */
    void accept(ForecastState state);

    /**
     * Runs the cycle after {@code state}.
     *
     * @param state left as it was
     * @param observations those of one step, in any order
     */
    CycleResult cycle(ForecastState state, List<Observation> observations);
}
