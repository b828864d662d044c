package io.fieldcast.pipeline.job;

import io.fieldcast.connectors.record.Control;
import io.fieldcast.connectors.record.Incoming;
import io.fieldcast.connectors.record.Outgoing;
import org.apache.flink.streaming.api.operators.co.KeyedCoProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;

/** Runs {@link FieldCycles} and tells them the watermark of the observations alone; Flink's functions see that of both inputs together. */
final class CyclesOperator extends KeyedCoProcessOperator<String, Incoming, Control, Outgoing> {
    private static final long serialVersionUID = 1;

    private final FieldCycles cycles;

    CyclesOperator(FieldCycles cycles) {
        super(cycles);
        this.cycles = cycles;
    }

    @Override
    public void processWatermark1(Watermark mark) throws Exception {
        cycles.observationsAreThereUntil(mark.getTimestamp());
        super.processWatermark1(mark);
    }

    /**
     * Runs the cycles that are left when the job is drained or its input ends. Flink sends a last watermark for that, but drops the one of a
     * source that is idle.
     *
     * @see <a href="https://issues.apache.org/jira/browse/FLINK-40499">FLINK-40499</a>
     */
    @Override
    public void finish() throws Exception {
        processWatermark1(Watermark.MAX_WATERMARK);
        processWatermark2(Watermark.MAX_WATERMARK);
        super.finish();
    }
}
