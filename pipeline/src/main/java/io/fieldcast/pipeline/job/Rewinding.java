package io.fieldcast.pipeline.job;

import io.fieldcast.domain.Observation;
import io.fieldcast.domain.Quality;
import io.fieldcast.forecasting.CycleModel;
import io.fieldcast.forecasting.CycleResult;
import io.fieldcast.forecasting.ForecastState;
import io.fieldcast.forecasting.Rewind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.common.typeutils.base.LongSerializer;

/** The latest cycles of one field, kept so that they can be run again with what came late for them. Keyed state. */
final class Rewinding {
    private final MapState<Long, ForecastState> before;
    private final MapState<Long, List<Observation>> used;

    Rewinding(RuntimeContext context) {
        before = context.getMapState(
                new MapStateDescriptor<>("kept-states", LongSerializer.INSTANCE, new ForecastStateSerializer()));
        used = context.getMapState(new MapStateDescriptor<>(
                "kept-observations", Types.LONG, Types.LIST(TypeInformation.of(Observation.class))));
    }

    /** Whether a cycle can be run again; not so if it ran before this job kept any. */
    boolean holds(long cycle) throws Exception {
        return before.contains(cycle);
    }

    /** Whether a cycle that has run has used this report already. */
    boolean knows(Observation observation, long cycle) throws Exception {
        List<Observation> known = used.get(cycle);
        return known != null && known.stream().anyMatch(one -> sameReport(one, observation));
    }

    private static boolean sameReport(Observation one, Observation other) {
        return one.station().equals(other.station()) && one.time().equals(other.time());
    }

    /** Keeps the state from which a cycle was run, and what it used; forgets the cycle that has become too old. */
    void keep(ForecastState current, List<Observation> observations, int steps) throws Exception {
        long cycle = current.cycle() + 1;
        before.put(cycle, current);
        used.put(cycle, observations);
        before.remove(cycle - steps);
        used.remove(cycle - steps);
    }

    /** Forgets all cycles: the model that ran them is not there any more. */
    void forget() {
        before.clear();
        used.clear();
    }

    /**
     * Runs the cycles again for which something waits.
     *
     * @param waiting observations by cycle; those of cycles that have run are taken out
     * @param verdicts receives the verdicts on the late observations
     * @return the state that takes the place of {@code current}
     */
    ForecastState withLateOnes(
            CycleModel model,
            ForecastState current,
            MapState<Long, List<Observation>> waiting,
            Consumer<Quality> verdicts)
            throws Exception {
        long first = current.cycle() + 1;
        for (long cycle : waiting.keys()) {
            first = Math.min(first, cycle);
        }
        if (first > current.cycle()) {
            return current;
        }
        Set<Observation> late = new HashSet<>();
        List<ForecastState> kept = new ArrayList<>();
        List<List<Observation>> observations = new ArrayList<>();
        for (long cycle = first; cycle <= current.cycle(); cycle++) {
            List<Observation> all = new ArrayList<>(used.get(cycle));
            List<Observation> more = waiting.get(cycle);
            if (more != null) {
                all.addAll(more);
                late.addAll(more);
                waiting.remove(cycle);
                used.put(cycle, all);
            }
            kept.add(before.get(cycle));
            observations.add(all);
        }
        kept.add(current);
        List<CycleResult> results = Rewind.run(model, kept, observations);
        ForecastState state = kept.get(0);
        for (CycleResult result : results) {
            before.put(state.cycle() + 1, state);
            state = result.next();
            result.quality().stream()
                    .filter(one -> late.contains(one.observation()))
                    .forEach(verdicts);
        }
        return state;
    }
}
