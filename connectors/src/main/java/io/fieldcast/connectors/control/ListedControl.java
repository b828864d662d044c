package io.fieldcast.connectors.control;

import io.fieldcast.connectors.record.Control;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.core.io.InputStatus;

/** Gives the changes of a file, a line each, then ends, or holds nothing back for as long as others go on. */
final class ListedControl implements SourceReader<Control, ControlPosition> {
    private static final int PARTITION = 0;
    private static final long PAUSE_MILLIS = 100;

    private final String name;
    private final List<String> lines;
    private final ControlDecoder decoder;
    private final boolean ends;
    private boolean assigned;
    private int next;

    ListedControl(String name, List<String> lines, ControlDecoder decoder, boolean ends) {
        this.name = name;
        this.lines = lines;
        this.decoder = decoder;
        this.ends = ends;
    }

    @Override
    public void start() {}

    @Override
    public void addSplits(List<ControlPosition> splits) {
        assigned = true;
        next = splits.get(0).next().getOrDefault(PARTITION, 0L).intValue();
    }

    @Override
    public InputStatus pollNext(ReaderOutput<Control> output) {
        if (!assigned) {
            return InputStatus.NOTHING_AVAILABLE;
        }
        if (next == lines.size()) {
            if (ends) {
                return InputStatus.END_OF_INPUT;
            }
            output.markIdle();
            return InputStatus.NOTHING_AVAILABLE;
        }
        String line = lines.get(next++);
        if (!line.isBlank()) {
            output.collect(decoder.decode(line.getBytes(StandardCharsets.UTF_8), name, PARTITION, next, 0));
        }
        return InputStatus.MORE_AVAILABLE;
    }

    @Override
    public CompletableFuture<Void> isAvailable() {
        return ControlSource.soon(PAUSE_MILLIS);
    }

    @Override
    public List<ControlPosition> snapshotState(long checkpoint) {
        return assigned ? List.of(new ControlPosition(Map.of(PARTITION, (long) next))) : List.of();
    }

    @Override
    public void notifyNoMoreSplits() {}

    @Override
    public void close() {}
}
