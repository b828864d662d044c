package io.fieldcast.tests.faults;

import io.fieldcast.connectors.json.ForecastDigest;
import io.fieldcast.connectors.kafka.TopicNames;
import io.fieldcast.connectors.kafka.TopicReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What a reader that reads committed sees of a job's output: forecasts, analyses, verdicts and diagnostics. All messages of a run
 * differ, so one that comes twice shows. Confined to one thread.
 */
final class CommittedOutput implements AutoCloseable {
    private final TopicNames topics;
    private final TopicReader reader;
    private final ForecastDigest digest = new ForecastDigest();
    private final Set<Long> distinct = new HashSet<>();
    private long forecasts;
    private long cycles;

    CommittedOutput(String bootstrap, TopicNames topics) {
        this.topics = topics;
        this.reader = TopicReader.open(
                bootstrap,
                List.of(topics.forecasts(), topics.analysis(), topics.quality(), topics.diagnostics()),
                new Properties());
    }

    /** What can be read of one run. */
    record Sum(long messages, long forecasts, long duplicates, String digest) {
        @Override
        public String toString() {
            return messages + " messages, " + forecasts + " forecasts, " + duplicates + " duplicates, digest "
                    + digest.substring(0, 12);
        }
    }

    /** Takes in whatever is new; waits for it at most {@code patience}. */
    void poll(Duration patience) {
        reader.poll(patience).forEach(this::add);
    }

    /** Takes in everything that is committed now. */
    Sum readToEnd() {
        reader.readToEnd().forEach(this::add);
        return new Sum(digest.count(), forecasts, digest.count() - distinct.size(), digest.hex());
    }

    /** Cycles whose diagnostics were read. */
    long cycles() {
        return cycles;
    }

    private void add(ConsumerRecord<String, byte[]> message) {
        digest.add(message.value());
        distinct.add(identity(message));
        if (message.topic().equals(topics.forecasts())) {
            forecasts++;
        } else if (message.topic().equals(topics.diagnostics())) {
            cycles++;
        }
    }

    /** Eight bytes of a hash: two of a million messages share them once in 37 million runs. */
    private static long identity(ConsumerRecord<String, byte[]> message) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            sha.update(message.topic().getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(sha.digest(message.value())).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public void close() {
        reader.close();
    }
}
