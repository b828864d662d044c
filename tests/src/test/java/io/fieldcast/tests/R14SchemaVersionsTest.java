package io.fieldcast.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.fieldcast.connectors.broker.EmbeddedBroker;
import io.fieldcast.connectors.csv.CsvReplay;
import io.fieldcast.connectors.json.JsonMessages;
import io.fieldcast.connectors.kafka.KafkaSources.End;
import io.fieldcast.domain.Observation;
import io.fieldcast.domain.QcCode;
import io.fieldcast.pipeline.config.FieldFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.runtime.testutils.InMemoryReporter;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Senders of two versions of the observation's schema side by side, and some of a third that nobody knows: the first two give the
 * forecasts that the first alone gives, the third ends as dead letters, and the job never restarts.
 */
@Timeout(120)
class R14SchemaVersionsTest {
    private static final int DAYS = 300;
    private static final InMemoryReporter METERS = InMemoryReporter.createWithRetainedMetrics();

    @RegisterExtension
    static final MiniClusterExtension CLUSTER = new MiniClusterExtension(new MiniClusterResourceConfiguration.Builder()
            .setNumberSlotsPerTaskManager(2)
            .setConfiguration(METERS.addToConfiguration(new Configuration()))
            .build());

    @TempDir
    static Path folder;

    /** What a sender might send for the first version's message {@code good}, and how the dead letter begins if it is one. */
    private enum Sender {
        FIRST("") {
            @Override
            String message(String good) {
                return good;
            }
        },
        FIRST_BY_NAME("") {
            @Override
            String message(String good) {
                return good.replace("{", "{\"schema\":1,\"unit\":7,");
            }
        },
        SECOND("") {
            @Override
            String message(String good) {
                return good.replace("{", "{\"schema\":2,");
            }
        },
        SECOND_WITH_UNIT("") {
            @Override
            String message(String good) {
                return good.replace("{", "{\"unit\":\"m/s\",\"schema\":2,");
            }
        },
        SECOND_IN_KNOTS("unit: expected m/s, got \"kn\"") {
            @Override
            String message(String good) {
                return good.replace("{", "{\"schema\":2,\"unit\":\"kn\",");
            }
        },
        THIRD_THAT_LOOKS_LIKE_THE_SECOND("schema: version 3 is newer than 2") {
            @Override
            String message(String good) {
                return good.replace("}", ",\"schema\":3}");
            }
        },
        THIRD_THAT_MEANS_SOMETHING_ELSE("schema: version 3 is newer than 2") {
            @Override
            String message(String good) {
                return "{\"schema\":3,\"station\":{\"id\":\"VAL\"},\"at\":\"now\",\"values\":[1,2],\"was\":" + good
                        + "}";
            }
        },
        NOT_A_VERSION("schema: expected a whole number from 1, got \"3\"") {
            @Override
            String message(String good) {
                return good.replace("{", "{\"schema\":\"3\",");
            }
        };

        final String reason;

        Sender(String reason) {
            this.reason = reason;
        }

        abstract String message(String good);

        static List<Sender> understood(boolean wanted) {
            return Arrays.stream(values())
                    .filter(sender -> sender.reason.isEmpty() == wanted)
                    .toList();
        }
    }

    @Test
    void mixOfTwoVersionsGivesTheSameForecastsAndAThirdGoesAside() throws Exception {
        List<String> rows = WindDays.rows(DAYS);
        Path file = WindDays.write(folder.resolve("days.csv"), rows);
        FieldFile field = WindDays.inUnit("m/s", file);
        try (EmbeddedBroker broker = EmbeddedBroker.start()) {
            KafkaRuns first = new KafkaRuns(broker.bootstrapServers(), "first", 2, field);
            first.send(file, CsvReplay.AS_FAST_AS_POSSIBLE);
            run(first);
            KafkaRuns mixed = new KafkaRuns(broker.bootstrapServers(), "mixed", 2, field);
            List<String> reasons =
                    send(broker.bootstrapServers(), mixed.topics().observations(), rows);
            JobClient job = run(mixed);

            assertThat(restarts(job)).isZero();
            Sent sent = mixed.sent();
            assertThat(sent.digest()).isEqualTo(first.sent().digest());
            assertThat(sent.quality(QcCode.LATE)).isEmpty();
            assertThat(sent.letters()).hasSameSizeAs(reasons);
            for (Sender sender : Sender.understood(false)) {
                assertThat(sent.letters())
                        .filteredOn(letter -> letter.letter().reason().startsWith(sender.reason))
                        .as(sender.reason)
                        .hasSize((int)
                                reasons.stream().filter(sender.reason::equals).count());
            }
        }
    }

    private static JobClient run(KafkaRuns runs) throws Exception {
        JobClient job = runs.start(End.LATEST, 2, Optional.empty());
        job.getJobExecutionResult().get(60, TimeUnit.SECONDS);
        return job;
    }

    private static long restarts(JobClient job) {
        Gauge<?> meter =
                (Gauge<?>) METERS.findMetric(job.getJobID(), "numRestarts").orElseThrow();
        return ((Number) meter.getValue()).longValue();
    }

    /** Sends each row by a sender that is understood, and beside one in twenty the same by one that is not; gives their reasons. */
    private static List<String> send(String bootstrap, String topic, List<String> rows) {
        Random random = new Random(14);
        List<Sender> understood = Sender.understood(true);
        List<Sender> refused = Sender.understood(false);
        JsonMessages messages = new JsonMessages();
        List<String> reasons = new ArrayList<>();
        Properties settings = new Properties();
        settings.setProperty(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
        try (KafkaProducer<String, byte[]> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
            for (String row : rows) {
                String[] cells = row.split(",", -1);
                double value = Double.parseDouble(cells[2]) * 0.514444;
                String good = messages.observation(new Observation("wind", cells[1], WindDays.time(row), value))
                        .text();
                if (random.nextInt(20) == 0) {
                    Sender other = refused.get(random.nextInt(refused.size()));
                    reasons.add(other.reason);
                    var unused = producer.send(new ProducerRecord<>(topic, cells[1], utf8(other.message(good))));
                }
                Sender sender = understood.get(random.nextInt(understood.size()));
                var unused = producer.send(new ProducerRecord<>(topic, cells[1], utf8(sender.message(good))));
            }
            producer.flush();
        }
        return reasons;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
