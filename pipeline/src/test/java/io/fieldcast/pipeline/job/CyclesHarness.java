package io.fieldcast.pipeline.job;

import io.fieldcast.connectors.json.JsonReader;
import io.fieldcast.connectors.record.Control;
import io.fieldcast.connectors.record.Incoming;
import io.fieldcast.connectors.record.Outgoing;
import io.fieldcast.connectors.record.Topic;
import io.fieldcast.domain.ChangeReport;
import io.fieldcast.domain.Forecast;
import java.time.Instant;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.co.KeyedCoProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;

/** The operator of the cycles in Flink's harness, with snapshots that go through its serializers; control holds nothing back. */
record CyclesHarness(KeyedTwoInputStreamOperatorTestHarness<String, Incoming, Control, Outgoing> flink)
        implements AutoCloseable {
    static CyclesHarness open(FieldJob job) throws Exception {
        CyclesHarness harness = create(job);
        harness.flink.open();
        harness.flink.processWatermarkStatus2(WatermarkStatus.IDLE);
        return harness;
    }

    static CyclesHarness restore(OperatorSubtaskState state, FieldJob job) throws Exception {
        CyclesHarness harness = create(job);
        harness.flink.initializeState(state);
        harness.flink.open();
        harness.flink.processWatermarkStatus2(WatermarkStatus.IDLE);
        return harness;
    }

    private static CyclesHarness create(FieldJob job) throws Exception {
        return new CyclesHarness(new KeyedTwoInputStreamOperatorTestHarness<>(
                new KeyedCoProcessOperator<>(new FieldCycles(List.of(job), Engine.FORECASTER)),
                incoming -> incoming.field,
                control -> control.field,
                Types.STRING));
    }

    void process(Incoming incoming) throws Exception {
        flink.processElement1(new StreamRecord<>(incoming, incoming.time));
    }

    void process(Control control) throws Exception {
        flink.processElement2(new StreamRecord<>(control));
    }

    void watermark(Instant time) throws Exception {
        flink.processWatermark1(new Watermark(time.toEpochMilli()));
    }

    /** No partition brings anything. */
    void silence() throws Exception {
        flink.processWatermarkStatus1(WatermarkStatus.IDLE);
    }

    void end() throws Exception {
        flink.processWatermark1(new Watermark(Long.MAX_VALUE));
    }

    OperatorSubtaskState snapshot() throws Exception {
        return flink.snapshot(1, 1);
    }

    List<Outgoing> sent() {
        return flink.extractOutputValues();
    }

    List<Outgoing> sent(Topic topic) {
        return sent().stream().filter(message -> message.topic == topic).toList();
    }

    List<Instant> cycles() {
        return sent(Topic.DIAGNOSTICS).stream()
                .map(message -> JsonReader.diagnostics(message.value).cycle())
                .toList();
    }

    List<ChangeReport> changes() {
        return sent(Topic.CHANGES).stream()
                .map(message -> JsonReader.change(message.value))
                .toList();
    }

    List<Forecast> forecasts() {
        return sent(Topic.FORECASTS).stream()
                .map(message -> JsonReader.forecast(message.value))
                .toList();
    }

    List<Outgoing> aside() {
        var records = flink.getSideOutput(FieldCycles.LATE);
        return records == null
                ? List.of()
                : records.stream().map(StreamRecord::getValue).toList();
    }

    @Override
    public void close() {
        try {
            flink.close();
        } catch (Exception e) {
            throw new IllegalStateException("the operator could not be closed", e);
        }
    }
}
