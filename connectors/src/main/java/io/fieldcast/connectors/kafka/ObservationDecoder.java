package io.fieldcast.connectors.kafka;

import io.fieldcast.connectors.intake.Admission;
import io.fieldcast.connectors.intake.Rules;
import io.fieldcast.connectors.json.ObservationParser;
import io.fieldcast.connectors.record.Incoming;
import io.fieldcast.connectors.record.Reading;
import io.fieldcast.connectors.record.RecordRejected;
import io.fieldcast.domain.DeadLetter;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/**
 * Makes an observation or a dead letter of every record, whatever its bytes. Never throws because of input: a job that restarts
 * on a bad record restarts for ever. Confined to one thread.
 */
public final class ObservationDecoder implements KafkaRecordDeserializationSchema<Incoming> {
    private static final long serialVersionUID = 1;
    private static final byte[] NOTHING = {};

    private final Rules rules;
    private transient @Nullable Worker worker;

    public ObservationDecoder(Rules rules) {
        this.rules = rules;
    }

    @Override
    public void open(DeserializationSchema.InitializationContext context) {
        worker = new Worker(rules);
    }

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> message, Collector<Incoming> out) {
        out.collect(decode(message));
    }

    /** What becomes of one record. */
    public Incoming decode(ConsumerRecord<byte[], byte[]> message) {
        Worker ready = worker;
        if (ready == null) {
            ready = new Worker(rules);
            worker = ready;
        }
        return ready.decode(message);
    }

    @Override
    public TypeInformation<Incoming> getProducedType() {
        return TypeInformation.of(Incoming.class);
    }

    /** What cannot travel with the graph: parser, clock guard and scratch of one running reader. */
    private static final class Worker {
        private final ObservationParser parser = new ObservationParser();
        private final Reading reading = new Reading();
        private final Admission admission;

        Worker(Rules rules) {
            this.admission = new Admission(rules);
        }

        Incoming decode(ConsumerRecord<byte[], byte[]> message) {
            byte @Nullable [] bytes = message.value();
            if (bytes == null) {
                return refuse(message, NOTHING, "record: no value, a tombstone");
            }
            try {
                parser.parse(bytes, reading);
                Incoming incoming = admission.admit(reading, message.partition(), arrival(message));
                return Admission.isUnproven(incoming)
                        ? admission.onProbation(incoming, message.topic(), message.offset(), bytes, message.timestamp())
                        : incoming;
            } catch (RecordRejected e) {
                return refuse(message, bytes, e.reason());
            } catch (RuntimeException e) {
                // Nothing known throws here; should the JSON library fail on some input, the record is put aside all
                // the same.
                return refuse(message, bytes, "record: cannot be read: " + e);
            }
        }

        private static long arrival(ConsumerRecord<byte[], byte[]> message) {
            return message.timestampType() == TimestampType.NO_TIMESTAMP_TYPE
                    ? Incoming.NO_ARRIVAL
                    : message.timestamp();
        }

        private Incoming refuse(ConsumerRecord<byte[], byte[]> message, byte[] bytes, String reason) {
            DeadLetter letter = new DeadLetter(reason, message.topic(), message.partition(), message.offset());
            return admission.refuse(letter, bytes, message.timestamp());
        }
    }
}
