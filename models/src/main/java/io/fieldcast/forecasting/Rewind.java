package io.fieldcast.forecasting;

import io.fieldcast.domain.Check;
import io.fieldcast.domain.Observation;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs cycles again with observations that came late for them, so that the state becomes what it would be had they come in time.
 * Only what was issued stays as it was: forecasts that wait for their observation are those that were sent out, so that what is
 * learned from them is what could be known then.
 */
public final class Rewind {
    private Rewind() {}

    /**
     * Runs some cycles again.
     *
     * @param kept the states before each of the cycles, and after them the present one; left as they were
     * @param observations of each cycle, late ones included
     * @return what each cycle says now; its {@link CycleResult#next} takes the place of the state kept before
     */
    public static List<CycleResult> run(
            CycleModel model, List<ForecastState> kept, List<List<Observation>> observations) {
        Check.that(
                kept.size() == observations.size() + 1,
                "%d states for %d cycles, expected one more",
                kept.size(),
                observations.size());
        List<CycleResult> results = new ArrayList<>(observations.size());
        ForecastState state = kept.get(0);
        for (int i = 0; i < observations.size(); i++) {
            CycleResult result = model.cycle(state, observations.get(i));
            state = result.next();
            state.issuedAs(kept.get(i + 1));
            results.add(result);
        }
        return results;
    }
}
