package io.fieldcast.tests.faults;

import io.fieldcast.connectors.json.ForecastDigest;
import io.fieldcast.connectors.kafka.TopicNames;
import io.fieldcast.connectors.kafka.TopicReader;
import io.fieldcast.connectors.kafka.Topics;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Prints how many forecasts a reader that reads committed sees, how many of them twice, and their digest. */
final class CommittedForecasts {
    private static final Duration POLL = Duration.ofMillis(20);
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private CommittedForecasts() {}

    /**
     * Reads.
     *
     * @param arguments where the broker is, and how many forecasts to wait for
     * @throws IllegalStateException if they do not come
     */
    public static void main(String[] arguments) {
        TopicNames topics = TopicNames.DEFAULT;
        Properties none = new Properties();
        long expected = Long.parseLong(arguments[1]);
        // The reader may be there before the job.
        Topics.createMissing(arguments[0], topics.all(), 1, none);
        ForecastDigest digest = new ForecastDigest();
        Set<String> distinct = new HashSet<>();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        try (TopicReader reader = TopicReader.open(arguments[0], List.of(topics.forecasts()), none)) {
            List<ConsumerRecord<String, byte[]>> messages = new ArrayList<>(reader.poll(POLL));
            while (messages.size() < expected) {
                if (System.nanoTime() > deadline) {
                    throw new IllegalStateException(messages.size() + " forecasts, expected " + expected);
                }
                messages.addAll(reader.poll(POLL));
            }
            messages.addAll(reader.readToEnd());
            for (ConsumerRecord<String, byte[]> message : messages) {
                digest.add(message.value());
                distinct.add(new String(message.value(), StandardCharsets.UTF_8));
            }
        }
        new PrintStream(System.out, true, StandardCharsets.UTF_8)
                .printf(
                        "%d forecasts, %d duplicates, digest %s%n",
                        digest.count(), digest.count() - distinct.size(), digest.hex());
    }
}
