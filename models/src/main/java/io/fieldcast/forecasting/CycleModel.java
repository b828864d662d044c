package io.fieldcast.forecasting;

import io.fieldcast.domain.Forecast;
import io.fieldcast.domain.Observation;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/** What a stream needs of a forecaster. Confined to one thread. */
public interface CycleModel {
    /** The cycle that takes in what is observed at {@code time}: the first whose time is not before it. */
    long cycleOf(Instant time);

    /** Time of a cycle. */
    Instant timeOf(long cycle);

    /**
     * Whether cycle {@code next} has a use for an observation of {@code cycle}: its own, one still to come, or a late one that is not too old.
     *
     * @param first the cycle with which the chain of cycles began; what is older was never awaited
     */
    boolean takes(long cycle, long next, long first);

    /** A state that knows nothing yet and whose next cycle is {@code firstCycle}. */
    ForecastState start(long firstCycle);

    /**
     * A stored state made fit for these settings: completed by what the version that wrote it did not know; and where dynamics, members or
     * filter have other dimensions than it has, what cannot go on begins anew, with {@link ForecastState#cyclesRun} from 0.
     *
     * @throws IllegalArgumentException if it is the state of another network
     */
    ForecastState adopt(ForecastState state);

    /**
     * A state made with other settings of the same field. What means the same under both goes on to the last bit; where anything does not,
     * it begins anew, with {@link ForecastState#cyclesRun} from 0.
     *
     * @param state left as it was
     * @param madeWith the settings of the model that made it; name, seed, network, representation, step and leads are those of this one
     */
    ForecastState takeOver(ForecastState state, FieldSettings madeWith);

    /**
     * Runs the cycle after {@code state}.
     *
     * @param state left as it was
     * @param observations those of one step and late ones that it {@linkplain #takes takes}, in any order
     * @param issued receives the forecasts of the result as soon as they are known: what only looks back on the cycle is worked out after them
     */
    CycleResult cycle(ForecastState state, List<Observation> observations, Consumer<List<Forecast>> issued);

    /** Runs the cycle after {@code state} for someone who waits for all of the result. */
    default CycleResult cycle(ForecastState state, List<Observation> observations) {
        return cycle(state, observations, forecasts -> {});
    }
}
