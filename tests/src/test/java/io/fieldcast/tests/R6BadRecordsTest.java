package io.fieldcast.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.fieldcast.connectors.broker.EmbeddedBroker;
import io.fieldcast.connectors.csv.CsvReplay;
import io.fieldcast.connectors.json.DeadLetterMessage;
import io.fieldcast.connectors.json.JsonMessages;
import io.fieldcast.connectors.kafka.KafkaSources.End;
import io.fieldcast.domain.Observation;
import io.fieldcast.domain.QcCode;
import io.fieldcast.domain.Quality;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Fault R6: one record in a hundred is bad, in twelve ways: each ends in its place with its reason, and no forecast changes. */
@Timeout(120)
class R6BadRecordsTest {
    private static final int DAYS = 300;
    private static final int PARTITIONS = 4;
    private static final int OF_EACH_KIND = 3;
    private static final InMemoryReporter METERS = InMemoryReporter.createWithRetainedMetrics();

    @RegisterExtension
    static final MiniClusterExtension CLUSTER = new MiniClusterExtension(new MiniClusterResourceConfiguration.Builder()
            .setNumberSlotsPerTaskManager(2)
            .setConfiguration(METERS.addToConfiguration(new Configuration()))
            .build());

    @TempDir
    static Path folder;

    /** What a bad record looks like, given the good one it stands beside, and how its dead letter begins. */
    private enum Kind {
        TRUNCATED("json: unexpected end of the record") {
            @Override
            byte[] bytes(String good) {
                return utf8(good.substring(0, good.length() / 2));
            }
        },
        WRONG_TYPE("value: expected a finite number, got \"7\"") {
            @Override
            byte[] bytes(String good) {
                return utf8(good.replaceFirst("\"value\":[^}]*", "\"value\":\"7\""));
            }
        },
        NOT_A_NUMBER("value: expected a finite number, got NaN") {
            @Override
            byte[] bytes(String good) {
                return utf8(good.replaceFirst("\"value\":[^}]*", "\"value\":NaN"));
            }
        },
        TOO_LARGE_A_NUMBER("value: expected a finite number, got 1e400") {
            @Override
            byte[] bytes(String good) {
                return utf8(good.replaceFirst("\"value\":[^}]*", "\"value\":1e400"));
            }
        },
        UNKNOWN_STATION("station: ZZZ is not in network wind") {
            @Override
            byte[] bytes(String good) {
                return utf8(good.replaceFirst("\"station\":\"...\"", "\"station\":\"ZZZ\""));
            }
        },
        EMPTY("record: empty") {
            @Override
            byte[] bytes(String good) {
                return new byte[0];
            }
        },
        TWO_MEGABYTES("record: expected at most 1048576 bytes, got 2000000") {
            @Override
            byte[] bytes(String good) {
                byte[] bytes = new byte[2_000_000];
                Arrays.fill(bytes, (byte) ' ');
                System.arraycopy(utf8(good), 0, bytes, 0, good.length());
                return bytes;
            }
        },
        FAR_FUTURE("time: 2999-01-01T00:00:00Z is in the future") {
            @Override
            byte[] bytes(String good) {
                return utf8(good.replaceFirst("\"time\":\"[^\"]*\"", "\"time\":\"2999-01-01T00:00:00Z\""));
            }
        },
        FAR_PAST("time: 1902-01-01T00:00:00Z is ") {
            @Override
            byte[] bytes(String good) {
                return utf8(good.replaceFirst("\"time\":\"[^\"]*\"", "\"time\":\"1902-01-01T00:00:00Z\""));
            }
        },
        DUPLICATE("") {
            @Override
            byte[] bytes(String good) {
                return utf8(good);
            }
        },
        DEEPLY_NESTED("json: ") {
            @Override
            byte[] bytes(String good) {
                return utf8("{\"a\":" + "[".repeat(5000) + "]".repeat(5000) + "," + good.substring(1));
            }
        },
        INVALID_UTF8("record: not valid UTF-8 at byte 10") {
            @Override
            byte[] bytes(String good) {
                byte[] bytes = utf8(good);
                bytes[10] = (byte) 0xC0;
                return bytes;
            }
        };

        final String reason;

        Kind(String reason) {
            this.reason = reason;
        }

        abstract byte[] bytes(String good);

        static byte[] utf8(String text) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
    }

    private record Bad(Kind kind, String good) {
        byte[] bytes() {
            return kind.bytes(good);
        }
    }

    @Test
    void eachGoesToItsPlaceAndNoForecastChanges() throws Exception {
        List<String> rows = WindDays.rows(DAYS);
        Path file = WindDays.write(folder.resolve("good.csv"), rows);
        try (EmbeddedBroker broker = EmbeddedBroker.start()) {
            KafkaRuns clean = new KafkaRuns(broker.bootstrapServers(), "clean", PARTITIONS, WindDays.field(file));
            clean.send(file, CsvReplay.AS_FAST_AS_POSSIBLE);
            run(clean);
            KafkaRuns mixed = new KafkaRuns(broker.bootstrapServers(), "mixed", PARTITIONS, WindDays.field(file));
            Map<String, Bad> bad = send(broker.bootstrapServers(), mixed, rows);
            JobClient job = run(mixed);

            assertThat(restarts(job)).isZero();
            Sent sent = mixed.sent();
            assertThat(sent.digest()).isEqualTo(clean.sent().digest());
            assertLetters(sent.letters(), mixed.topics().observations(), bad);
            assertThat(sent.quality(QcCode.DUPLICATE)).hasSize(OF_EACH_KIND);
            assertThat(sent.quality(QcCode.LATE))
                    .extracting(Quality::observation)
                    .isEmpty();
        }
    }

    private static void assertLetters(List<DeadLetterMessage> letters, String topic, Map<String, Bad> bad) {
        assertThat(letters).hasSize((Kind.values().length - 1) * OF_EACH_KIND);
        assertThat(letters).allSatisfy(message -> {
            assertThat(message.letter().source()).isEqualTo(topic);
            String place = message.letter().partition() + "/" + message.letter().offset();
            assertThat(bad).containsKey(place);
            Bad sent = bad.getOrDefault(place, new Bad(Kind.EMPTY, ""));
            assertThat(message.letter().reason()).startsWith(sent.kind().reason);
            assertThat(message.size()).isEqualTo(sent.bytes().length);
            assertThat(message.bytes())
                    .isEqualTo(Arrays.copyOf(sent.bytes(), Math.min(sent.bytes().length, JsonMessages.LONGEST_LETTER)));
        });
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

    /** Sends everything; the bad ones by partition and offset. The very first record is one from another century. */
    private static Map<String, Bad> send(String bootstrap, KafkaRuns runs, List<String> rows) throws Exception {
        Map<Integer, Kind> places = new HashMap<>();
        places.put(0, Kind.FAR_PAST);
        Random random = new Random(11);
        for (Kind kind : Kind.values()) {
            for (int i = kind == Kind.FAR_PAST ? 1 : 0; i < OF_EACH_KIND; i++) {
                int at = random.nextInt(rows.size());
                while (places.containsKey(at)) {
                    at = random.nextInt(rows.size());
                }
                places.put(at, kind);
            }
        }
        Properties settings = new Properties();
        settings.setProperty(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
        settings.setProperty(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Integer.toString(4 * 1024 * 1024));
        JsonMessages messages = new JsonMessages();
        Map<String, Bad> bad = new HashMap<>();
        String topic = runs.topics().observations();
        try (KafkaProducer<String, byte[]> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
            for (int i = 0; i < rows.size(); i++) {
                String[] cells = rows.get(i).split(",", -1);
                double value = Double.parseDouble(cells[2]) * 0.514444;
                Observation observation = new Observation("wind", cells[1], WindDays.time(rows.get(i)), value);
                String good = messages.observation(observation).text();
                if (places.containsKey(i)) {
                    Bad record = new Bad(places.getOrDefault(i, Kind.EMPTY), good);
                    RecordMetadata at = producer.send(new ProducerRecord<>(topic, cells[1], record.bytes()))
                            .get(20, TimeUnit.SECONDS);
                    bad.put(at.partition() + "/" + at.offset(), record);
                }
                var unused = producer.send(new ProducerRecord<>(topic, cells[1], Kind.utf8(good)));
            }
            producer.flush();
        }
        return bad;
    }
}
