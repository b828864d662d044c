package io.fieldcast.connectors.kafka;

import java.util.Properties;
import org.apache.kafka.clients.producer.ProducerConfig;

/** Producer settings that favour throughput as far as a forecast need not wait for company. */
final class Producers {
    private Producers() {}

    /** @param extra settings that win over ours */
    static Properties settings(Properties extra) {
        Properties settings = new Properties();
        settings.setProperty(ProducerConfig.LINGER_MS_CONFIG, "5");
        settings.setProperty(ProducerConfig.BATCH_SIZE_CONFIG, Integer.toString(256 * 1024));
        settings.setProperty(ProducerConfig.BUFFER_MEMORY_CONFIG, Integer.toString(64 * 1024 * 1024));
        settings.setProperty(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        settings.setProperty(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
        settings.setProperty(ProducerConfig.ACKS_CONFIG, "all");
        // A dead letter with 64 KiB of bytes in base64 fits well; so does the largest record that is replayed.
        settings.setProperty(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Integer.toString(4 * 1024 * 1024));
        extra.stringPropertyNames().forEach(name -> settings.setProperty(name, extra.getProperty(name)));
        return settings;
    }
}
