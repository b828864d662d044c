package io.fieldcast.tests.faults;

import io.fieldcast.connectors.json.ForecastDigest;
import io.fieldcast.connectors.kafka.TopicNames;
import io.fieldcast.connectors.kafka.TopicReader;
import java.nio.charset.StandardCharsets;
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
    private final Set<String> distinct = new HashSet<>();
    private long forecasts;

    CommittedOutput(String bootstrap, TopicNames topics) {
        this.topics = topics;
        this.reader = TopicReader.open(
                bootstrap,
                List.of(topics.forecasts(), topics.analysis(), topics.quality(), topics.diagnostics()),
                new Properties());
    }

    /** Takes in whatever is new; waits for it at most {@code patience}. */
    void poll(Duration patience) {
        reader.poll(patience).forEach(this::add);
    }

    /** Takes in everything that is committed now. */
    void readToEnd() {
        reader.readToEnd().forEach(this::add);
    }

    long messages() {
        return digest.count();
    }

    long forecasts() {
        return forecasts;
    }

    /** Messages that came more than once. */
    long duplicates() {
        return digest.count() - distinct.size();
    }

    String digest() {
        return digest.hex();
    }

    private void add(ConsumerRecord<String, byte[]> message) {
        digest.add(message.value());
        distinct.add(message.topic() + new String(message.value(), StandardCharsets.UTF_8));
        if (message.topic().equals(topics.forecasts())) {
            forecasts++;
        }
    }

    @Override
    public void close() {
        reader.close();
    }
}
