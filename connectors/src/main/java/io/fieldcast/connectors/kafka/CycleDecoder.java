package io.fieldcast.connectors.kafka;

import io.fieldcast.connectors.json.JsonReader;
import io.fieldcast.connectors.record.CommittedCycle;
import io.fieldcast.domain.Diagnostics;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads from the diagnostics topic which cycles there are. What is no message of ours is passed over. */
final class CycleDecoder implements KafkaRecordDeserializationSchema<CommittedCycle> {
    private static final long serialVersionUID = 1;
    private static final Logger log = LoggerFactory.getLogger(CycleDecoder.class);

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> message, Collector<CommittedCycle> out) {
        if (message.value() == null) {
            return;
        }
        Diagnostics diagnostics;
        try {
            diagnostics = JsonReader.diagnostics(message.value());
        } catch (IllegalArgumentException e) {
            log.warn("not a cycle's diagnostics topic={} offset={}", message.topic(), message.offset(), e);
            return;
        }
        out.collect(new CommittedCycle(diagnostics.field(), diagnostics.cycle().toEpochMilli()));
    }

    @Override
    public TypeInformation<CommittedCycle> getProducedType() {
        return TypeInformation.of(CommittedCycle.class);
    }
}
