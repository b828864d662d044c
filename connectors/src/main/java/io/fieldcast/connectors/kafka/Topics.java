package io.fieldcast.connectors.kafka;

import io.fieldcast.connectors.record.Topic;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Makes the topics that are missing. */
public final class Topics {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long PAUSE_MILLIS = 50;
    private static final String NEVER = Long.toString(Long.MAX_VALUE);

    private Topics() {}

    /**
     * Creates the topics that are not there yet, and returns once every one has a leader for each partition. Existing topics stay
     * as they are. Records carry event time, so new topics keep them for ever: the broker would otherwise take a replay of old
     * data for expired at once. For the same reason a segment is full by size only: by default the broker begins a new one, with
     * several open files, after each week of event time. Observations are stamped by the broker as they come in, whatever their
     * sender says, so that the time from there to a forecast can be measured.
     *
     * @param partitions of each new topic
     * @param clientSettings how to reach the cluster, beyond its address
     * @throws KafkaException if that fails or takes longer than a minute
     */
    public static void createMissing(
            String bootstrap, Collection<String> names, int partitions, Properties clientSettings) {
        Map<String, Object> settings = new HashMap<>();
        clientSettings.forEach((name, value) -> settings.put(name.toString(), value));
        settings.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
        try (Admin admin = Admin.create(settings)) {
            Set<String> present = admin.listTopics().names().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            for (String name : names) {
                if (!present.contains(name)) {
                    create(admin, name, partitions);
                }
            }
            awaitLeaders(admin, List.copyOf(names));
        } catch (ExecutionException | TimeoutException e) {
            throw new KafkaException("cannot create topics " + names + " at " + bootstrap, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted while creating topics " + names, e);
        }
    }

    private static void create(Admin admin, String name, int partitions)
            throws ExecutionException, InterruptedException, TimeoutException {
        String stamp = name.endsWith(Topic.OBSERVATIONS.suffix()) ? "LogAppendTime" : "CreateTime";
        NewTopic topic = new NewTopic(name, Optional.of(partitions), Optional.empty())
                .configs(Map.of(
                        TopicConfig.RETENTION_MS_CONFIG, "-1",
                        TopicConfig.SEGMENT_MS_CONFIG, NEVER,
                        TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, stamp));
        try {
            admin.createTopics(List.of(topic)).all().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw e;
            }
        }
    }

    private static void awaitLeaders(Admin admin, List<String> names)
            throws ExecutionException, InterruptedException, TimeoutException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!haveLeaders(admin, names)) {
            if (System.nanoTime() > deadline) {
                throw new TimeoutException("topics " + names + " have no leaders after " + PATIENCE);
            }
            Thread.sleep(PAUSE_MILLIS);
        }
    }

    private static boolean haveLeaders(Admin admin, List<String> names)
            throws ExecutionException, InterruptedException, TimeoutException {
        try {
            Map<String, TopicDescription> topics =
                    admin.describeTopics(names).allTopicNames().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            return topics.values().stream()
                    .flatMap(topic -> topic.partitions().stream())
                    .allMatch(partition ->
                            partition.leader() != null && !partition.leader().isEmpty());
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return false;
            }
            throw e;
        }
    }
}
