package io.fieldcast.pipeline.job;

import io.fieldcast.connectors.record.Incoming;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;

/**
 * Observations of one field whose time nothing speaks for yet, by partition. The clock guard of a reader knows nothing when it
 * starts, so a partition's first records pass it unjudged; here they wait for the first trusted record of their partition, or for
 * the first cycle, and are part of a checkpoint meanwhile. Keyed state.
 */
final class Probation {
    private final MapState<Integer, List<Incoming>> held;

    Probation(RuntimeContext context) {
        held = context.getMapState(new MapStateDescriptor<>(
                "unproven-observations", Types.INT, Types.LIST(TypeInformation.of(Incoming.class))));
    }

    /** What becomes of the records that wait. */
    interface Outcome {
        void believed(Incoming observation) throws Exception;

        /** Its letter goes out. */
        void refused(Incoming unproven);
    }

    boolean holds(int partition) throws Exception {
        return held.contains(partition);
    }

    void hold(Incoming unproven) throws Exception {
        List<Incoming> together = held.get(unproven.partition);
        if (together == null) {
            together = new ArrayList<>();
        }
        together.add(unproven);
        held.put(unproven.partition, together);
    }

    /** Judges everything that waits in a trusted record's partition. */
    void judge(Incoming trusted, long leapMillis, Outcome outcome) throws Exception {
        List<Incoming> together = held.get(trusted.partition);
        if (together != null) {
            held.remove(trusted.partition);
            for (Incoming unproven : together) {
                if (near(unproven, trusted.time, leapMillis)) {
                    outcome.believed(unproven);
                } else {
                    outcome.refused(unproven);
                }
            }
        }
    }

    /** Believes what is near {@code time}, of any partition; the others wait on. */
    void believeNear(long time, long leapMillis, Outcome outcome) throws Exception {
        for (Incoming unproven : take(unproven -> near(unproven, time, leapMillis))) {
            outcome.believed(unproven);
        }
    }

    /** Believes all or refuses all. */
    void end(boolean believe, Outcome outcome) throws Exception {
        for (Incoming unproven : take(unproven -> true)) {
            if (believe) {
                outcome.believed(unproven);
            } else {
                outcome.refused(unproven);
            }
        }
    }

    static boolean near(Incoming incoming, long time, long leapMillis) {
        return Math.abs(incoming.time - time) <= leapMillis;
    }

    /** Takes out what is asked for; the order does not matter, since a cycle sorts its observations. */
    private List<Incoming> take(Predicate<Incoming> asked) throws Exception {
        List<Incoming> taken = new ArrayList<>();
        List<Integer> partitions = new ArrayList<>();
        held.keys().forEach(partitions::add);
        for (int partition : partitions) {
            List<Incoming> staying = new ArrayList<>();
            for (Incoming unproven : held.get(partition)) {
                (asked.test(unproven) ? taken : staying).add(unproven);
            }
            if (staying.isEmpty()) {
                held.remove(partition);
            } else {
                held.put(partition, staying);
            }
        }
        return taken;
    }
}
