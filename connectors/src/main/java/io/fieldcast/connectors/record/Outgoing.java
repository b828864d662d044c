package io.fieldcast.connectors.record;

import io.fieldcast.domain.Check;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A message on its way out: which topic, and its bytes. Fields are public because Flink then serialises it as a plain object;
 * nobody writes to them after construction.
 */
public final class Outgoing {
    public Topic topic = Topic.DEAD_LETTERS;

    /** What the topic is partitioned by; messages of one key keep their order. */
    public String key = "";

    /** Event time of the message, milliseconds since 1970, may be negative. */
    public long timestamp;

    /** The message, UTF-8 JSON. */
    public byte[] value = {};

    /** For Flink's serializer only. */
    public Outgoing() {}

    /** @param value the message; ownership passes to this object */
    public Outgoing(Topic topic, String key, long timestamp, byte[] value) {
        Check.that(value.length > 0, "a message to topic %s must not be empty", topic);
        this.topic = topic;
        this.key = key;
        this.timestamp = timestamp;
        this.value = value;
    }

    /** The message as text. */
    public String text() {
        return new String(value, StandardCharsets.UTF_8);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Outgoing that
                && topic == that.topic
                && timestamp == that.timestamp
                && key.equals(that.key)
                && Arrays.equals(value, that.value);
    }

    @Override
    public int hashCode() {
        return 31 * key.hashCode() + Arrays.hashCode(value);
    }

    @Override
    public String toString() {
        return topic + "[" + key + "] at " + timestamp + ": " + text();
    }
}
