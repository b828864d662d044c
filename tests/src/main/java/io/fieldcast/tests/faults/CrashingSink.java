package io.fieldcast.tests.faults;

import io.fieldcast.connectors.record.Outgoing;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.api.connector.sink2.CommitterInitContext;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;
import org.apache.flink.api.connector.sink2.SupportsCommitter;
import org.apache.flink.api.connector.sink2.SupportsWriterState;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.streaming.api.connector.sink2.CommittableMessage;
import org.apache.flink.streaming.api.connector.sink2.SupportsPostCommitTopology;
import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * Another sink, whose process ends at once when it is told that a checkpoint is complete and is about to commit, once for each time
 * that {@link #arm} was called: the moment at which a transaction is in the checkpoint and not yet in Kafka.
 *
 * @param <S> state of the other sink's writers
 * @param <C> what the other sink commits
 */
final class CrashingSink<S, C>
        implements Sink<Outgoing>,
                SupportsWriterState<Outgoing, S>,
                SupportsCommitter<C>,
                SupportsPostCommitTopology<C> {
    private static final long serialVersionUID = 1;
    private static final int KILLED = 137;

    private final Sink<Outgoing> sink;
    private final String marker;

    private CrashingSink(Sink<Outgoing> sink, Path marker) {
        this.sink = sink;
        this.marker = marker.toString();
    }

    /**
     * Wraps a sink that keeps state and commits.
     *
     * @param marker file that arms it, on a disk that this process and the sink's share
     */
    static Sink<Outgoing> around(Sink<Outgoing> sink, Path marker) {
        return new CrashingSink<>(sink, marker);
    }

    /** Lets the next commit be the end of its process. */
    static void arm(Path marker) throws IOException {
        Files.writeString(marker, "");
    }

    /** Transactions that the last crash left uncommitted; empty while none has happened since the sink was armed. */
    static String evidence(Path marker) throws IOException {
        return Files.exists(crashed(marker)) ? Files.readString(crashed(marker)) : "";
    }

    private static Path crashed(Path marker) {
        return marker.resolveSibling(marker.getFileName() + ".crashed");
    }

    private void crashIfArmed(int transactions) throws IOException {
        Path armed = Path.of(marker);
        try {
            // Before the end, so that the successor does not die of the same.
            Files.delete(armed);
        } catch (NoSuchFileException e) {
            return;
        }
        Files.write(crashed(armed), Integer.toString(transactions).getBytes(StandardCharsets.UTF_8));
        Runtime.getRuntime().halt(KILLED);
    }

    // A committer's close may throw anything, interruption too, which the compiler warns of.
    @Override
    @SuppressWarnings("try")
    public Committer<C> createCommitter(CommitterInitContext context) throws IOException {
        Committer<C> committer = committing().createCommitter(context);
        return new Committer<>() {
            @Override
            public void commit(Collection<CommitRequest<C>> requests) throws IOException, InterruptedException {
                if (!requests.isEmpty()) {
                    crashIfArmed(requests.size());
                }
                committer.commit(requests);
            }

            @Override
            public void close() throws Exception {
                committer.close();
            }
        };
    }

    @Override
    public SimpleVersionedSerializer<C> getCommittableSerializer() {
        return committing().getCommittableSerializer();
    }

    @Override
    public SinkWriter<Outgoing> createWriter(WriterInitContext context) throws IOException {
        return sink.createWriter(context);
    }

    @Override
    public StatefulSinkWriter<Outgoing, S> restoreWriter(WriterInitContext context, Collection<S> state)
            throws IOException {
        return stateful().restoreWriter(context, state);
    }

    @Override
    public SimpleVersionedSerializer<S> getWriterStateSerializer() {
        return stateful().getWriterStateSerializer();
    }

    @Override
    @SuppressWarnings("unchecked")
    public void addPostCommitTopology(DataStream<CommittableMessage<C>> committables) {
        ((SupportsPostCommitTopology<C>) sink).addPostCommitTopology(committables);
    }

    // The connector keeps these types to itself; they only pass through here.
    @SuppressWarnings("unchecked")
    private SupportsCommitter<C> committing() {
        return (SupportsCommitter<C>) sink;
    }

    @SuppressWarnings("unchecked")
    private SupportsWriterState<Outgoing, S> stateful() {
        return (SupportsWriterState<Outgoing, S>) sink;
    }
}
