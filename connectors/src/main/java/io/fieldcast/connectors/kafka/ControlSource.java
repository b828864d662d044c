package io.fieldcast.connectors.kafka;

import io.fieldcast.connectors.json.ControlDecoder;
import io.fieldcast.connectors.record.Control;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Properties;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.jspecify.annotations.Nullable;

/**
 * The control topic, read by one reader from its beginning. Whenever it starts, also after a failure, it first reads what is in the topic
 * by then and only after that lets event time rise, to its end: so a change that was sent before a restart is known before any cycle runs
 * again, and a topic where nothing comes holds nothing back. Kafka's own source cannot tell when it has caught up.
 */
public final class ControlSource
        implements Source<Control, ControlPosition, Boolean>, ResultTypeQueryable<Control> {
    private static final long serialVersionUID = 1;
    private static final SimpleVersionedSerializer<Boolean> FLAG = new FlagSerializer();

    private final Properties consumer;
    private final String topic;
    private final ControlDecoder decoder;
    private final KafkaSources.End end;

    /** @param consumer settings of the consumer, complete */
    ControlSource(Properties consumer, String topic, ControlDecoder decoder, KafkaSources.End end) {
        this.consumer = consumer;
        this.topic = topic;
        this.decoder = decoder;
        this.end = end;
    }

    @Override
    public Boundedness getBoundedness() {
        return end == KafkaSources.End.NEVER ? Boundedness.CONTINUOUS_UNBOUNDED : Boundedness.BOUNDED;
    }

    @Override
    public SplitEnumerator<ControlPosition, Boolean> createEnumerator(SplitEnumeratorContext<ControlPosition> context) {
        return new OneSplit(context, false);
    }

    @Override
    public SplitEnumerator<ControlPosition, Boolean> restoreEnumerator(
            SplitEnumeratorContext<ControlPosition> context, Boolean assigned) {
        return new OneSplit(context, assigned);
    }

    @Override
    public SimpleVersionedSerializer<ControlPosition> getSplitSerializer() {
        return ControlPosition.SERIALIZER;
    }

    @Override
    public SimpleVersionedSerializer<Boolean> getEnumeratorCheckpointSerializer() {
        return FLAG;
    }

    @Override
    public SourceReader<Control, ControlPosition> createReader(SourceReaderContext context) {
        return new ControlReader(consumer, topic, decoder, end);
    }

    @Override
    public TypeInformation<Control> getProducedType() {
        return TypeInformation.of(Control.class);
    }

    /** Hands the one split to the first reader; its state is whether it has. */
    private static final class OneSplit implements SplitEnumerator<ControlPosition, Boolean> {
        private final SplitEnumeratorContext<ControlPosition> context;
        private final Deque<ControlPosition> waiting = new ArrayDeque<>();

        OneSplit(SplitEnumeratorContext<ControlPosition> context, boolean assigned) {
            this.context = context;
            if (!assigned) {
                waiting.add(ControlPosition.beginning());
            }
        }

        @Override
        public void start() {}

        @Override
        public void handleSplitRequest(int subtask, @Nullable String host) {}

        @Override
        public void addSplitsBack(List<ControlPosition> splits, int subtask) {
            waiting.addAll(splits);
        }

        @Override
        public void addReader(int subtask) {
            if (!waiting.isEmpty()) {
                context.assignSplit(waiting.remove(), subtask);
            }
        }

        @Override
        public Boolean snapshotState(long checkpoint) {
            return waiting.isEmpty();
        }

        @Override
        public void close() {}
    }

    private static final class FlagSerializer implements SimpleVersionedSerializer<Boolean> {
        @Override
        public int getVersion() {
            return 1;
        }

        @Override
        public byte[] serialize(Boolean flag) {
            return new byte[] {(byte) (flag ? 1 : 0)};
        }

        @Override
        public Boolean deserialize(int version, byte[] bytes) throws IOException {
            if (version != 1 || bytes.length != 1) {
                throw new IOException("state of the control source is of version " + version + ", expected 1");
            }
            return bytes[0] == 1;
        }
    }
}
