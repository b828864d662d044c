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
}
