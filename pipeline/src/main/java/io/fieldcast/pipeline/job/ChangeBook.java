package io.fieldcast.pipeline.job;

import io.fieldcast.connectors.record.Control;
import io.fieldcast.domain.ChangeCode;
import java.util.List;
import java.util.Objects;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;

/** Where the {@link Changes} of a field outlive a restart. Keyed state. */
final class ChangeBook {
    private final ValueState<List<Control>> made;
    private final ValueState<List<Control>> waiting;
    private final MapState<String, Integer> contents;

    ChangeBook(RuntimeContext context) {
        made = context.getState(
                new ValueStateDescriptor<>("changes-made", Types.LIST(TypeInformation.of(Control.class))));
        waiting = context.getState(
                new ValueStateDescriptor<>("changes-waiting", Types.LIST(TypeInformation.of(Control.class))));
        contents = context.getMapState(new MapStateDescriptor<>("changes-known", Types.STRING, Types.INT));
    }

    Changes changes() throws Exception {
        List<Control> known = made.value();
        List<Control> ahead = waiting.value();
        return known == null && ahead == null
                ? Changes.NONE
                : new Changes(known == null ? List.of() : known, ahead == null ? List.of() : ahead);
    }

    void keep(Changes changes) throws Exception {
        made.update(changes.made());
        waiting.update(changes.waiting());
    }

    /**
     * Notes a change's identifier for ever.
     *
     * @param sent the change as it was sent
     */
    void note(Control sent) throws Exception {
        contents.put(sent.id, content(sent));
    }

    /**
     * Whether this very change was accepted before, and is to be ignored.
     *
     * @param sent the change as it was sent
     * @throws ChangeRefused if another change of this identifier was
     */
    boolean knows(Control sent) throws Exception {
        Integer known = contents.get(sent.id);
        if (known != null && known != content(sent)) {
            throw new ChangeRefused(
                    ChangeCode.REPEATED, "id " + sent.id + " was used by another change, expected a new one");
        }
        return known != null;
    }

    private static int content(Control sent) {
        return Objects.hash(sent.from, sent.settings, sent.checksum, sent.rollback, sent.before);
    }
}
