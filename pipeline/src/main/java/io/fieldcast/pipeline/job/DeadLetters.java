package io.fieldcast.pipeline.job;

import io.fieldcast.connectors.record.Incoming;
import io.fieldcast.connectors.record.Outgoing;
import io.fieldcast.monitoring.DeadLetterCounters;
import java.util.List;
import java.util.Objects;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/** Lets observations through and turns what could not become one aside. */
final class DeadLetters extends ProcessFunction<Incoming, Incoming> {
    private static final long serialVersionUID = 1;

    static final OutputTag<Outgoing> LETTERS = new OutputTag<>("letters", TypeInformation.of(Outgoing.class));

    private final List<String> fields;
    private transient @Nullable DeadLetterCounters letters;

    /** @param fields names of the job's fields; letters are counted under the first of a job of one, else under {@code all} */
    DeadLetters(List<String> fields) {
        this.fields = List.copyOf(fields);
    }

    @Override
    public void open(OpenContext context) {
        String field = fields.size() == 1 ? fields.get(0) : "all";
        letters = new DeadLetterCounters(getRuntimeContext().getMetricGroup(), field);
    }

    @Override
    public void processElement(Incoming incoming, Context context, Collector<Incoming> out) {
        if (incoming.isDeadLetter()) {
            Objects.requireNonNull(letters, "opened").add(incoming.reason);
            context.output(LETTERS, incoming.deadLetter());
        } else {
            out.collect(incoming);
        }
    }
}
