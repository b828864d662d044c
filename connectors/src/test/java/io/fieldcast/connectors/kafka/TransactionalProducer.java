package io.fieldcast.connectors.kafka;

import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A producer whose transactions a test opens and closes by hand. */
final class TransactionalProducer implements AutoCloseable {
    private final KafkaProducer<byte[], byte[]> producer;
    private boolean open;

    private TransactionalProducer(KafkaProducer<byte[], byte[]> producer) {
        this.producer = producer;
    }

    static TransactionalProducer open(String bootstrap, Properties settings) {
        settings.setProperty("bootstrap.servers", bootstrap);
        KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
        producer.initTransactions();
        return new TransactionalProducer(producer);
    }

    void send(String topic, byte[] value) throws ExecutionException, InterruptedException {
        if (!open) {
            producer.beginTransaction();
            open = true;
        }
        producer.send(new ProducerRecord<>(topic, value)).get();
    }

    void commit() {
        producer.commitTransaction();
        open = false;
    }

    void abort() {
        producer.abortTransaction();
        open = false;
    }

    @Override
    public void close() {
        producer.close();
    }
}
