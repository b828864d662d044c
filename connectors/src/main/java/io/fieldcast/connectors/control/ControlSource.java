package io.fieldcast.connectors.control;

import io.fieldcast.connectors.record.Control;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
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
 * Changes of running fields, read by one reader; to be given no watermark strategy and the parallelism 1. Whenever it starts, also after a
 * failure, it first reads what is there by then and only after that, being idle, lets event time rise: so a change that was sent before a
 * restart is known before any cycle runs again, and a topic where nothing comes holds nothing back. Kafka's own source cannot tell when it
 * has caught up. Idle, not at the end of time: when observations fall silent too, time stands still.
 */
public final class ControlSource implements Source<Control, ControlPosition, Boolean>, ResultTypeQueryable<Control> {
    private static final long serialVersionUID = 1;
    private static final SimpleVersionedSerializer<Boolean> FLAG = new FlagSerializer();

    private static final ControlDecoder NOBODY = new ControlDecoder(List.of("nobody"));

    private final Boundedness boundedness;
    private final Readers readers;

    private ControlSource(Boundedness boundedness, Readers readers) {
        this.boundedness = boundedness;
        this.readers = readers;
    }

    /** Makes the reader, on the worker that reads. */
    private interface Readers extends Serializable {
        SourceReader<Control, ControlPosition> make();
    }

    /**
     * The control topic, from its beginning; a restored checkpoint goes on where it stood.
     *
     * @param consumer settings of the consumer, complete but for its deserializers
     * @param boundedness whether to end with what is in the topic at the start
     */
    public static ControlSource topic(
            Properties consumer, String topic, ControlDecoder decoder, Boundedness boundedness) {
        boolean ends = boundedness == Boundedness.BOUNDED;
        return new ControlSource(boundedness, () -> new TopicControl(consumer, topic, decoder, ends));
    }

    /** No changes, for as long as a source goes on. */
    public static ControlSource none(Boundedness source) {
        boolean ends = source == Boundedness.BOUNDED;
        return new ControlSource(source, () -> new ListedControl("none", List.of(), NOBODY, ends));
    }

    /**
     * The changes in a file, one message a line; empty lines are passed over.
     *
     * @throws IOException if the file cannot be read
     */
    public static ControlSource file(Path file, ControlDecoder decoder) throws IOException {
        return lines(String.valueOf(file.getFileName()), Files.readAllLines(file), decoder);
    }

    /**
     * Messages of which there are no more than these.
     *
     * @param name how dead letters call their source
     */
    public static ControlSource lines(String name, List<String> lines, ControlDecoder decoder) {
        ArrayList<String> all = new ArrayList<>(lines);
        return new ControlSource(Boundedness.BOUNDED, () -> new ListedControl(name, all, decoder, true));
    }

    /** Done a moment from now. */
    static CompletableFuture<Void> soon(long millis) {
        return new CompletableFuture<Void>().completeOnTimeout(null, millis, TimeUnit.MILLISECONDS);
    }

    @Override
    public Boundedness getBoundedness() {
        return boundedness;
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
        return readers.make();
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
