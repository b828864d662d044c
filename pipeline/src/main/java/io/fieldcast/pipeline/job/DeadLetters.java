package io.fieldcast.pipeline.job;

import io.fieldcast.connectors.record.Incoming;
import io.fieldcast.connectors.record.Outgoing;
import io.fieldcast.monitoring.CycleMeters;
import io.fieldcast.monitoring.ForecastMeter;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/** Lets observations through and turns what could not become one aside. */
final class DeadLetters extends ProcessFunction<Incoming, Incoming> {
    private static final long serialVersionUID = 1;

    static final OutputTag<Outgoing> LETTERS = new OutputTag<>("letters", TypeInformation.of(Outgoing.class));

    private final List<String> fields;
    private transient Counter letters = new SimpleCounter();

    /** @param fields names of the job's fields; letters are counted under the first of a job of one, else under {@code all} */
    DeadLetters(List<String> fields) {
        this.fields = List.copyOf(fields);
    }

    @Override
    public void open(OpenContext context) {
        String field = fields.size() == 1 ? fields.get(0) : "all";
        letters = CycleMeters.counter(getRuntimeContext().getMetricGroup(), field, ForecastMeter.DEAD_LETTERS);
    }

    @Override
    public void processElement(Incoming incoming, Context context, Collector<Incoming> out) {
        if (incoming.isDeadLetter()) {
            letters.inc();
            context.output(LETTERS, incoming.deadLetter());
        } else {
            out.collect(incoming);
        }
    }
}
