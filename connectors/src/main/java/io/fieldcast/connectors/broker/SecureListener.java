package io.fieldcast.connectors.broker;

import java.util.Map;

/**
 * A door of the broker that only lets in who proves who they are. Immutable.
 *
 * @param protocol Kafka's name of it: {@code SSL} or {@code SASL_SSL}
 * @param settings of this listener, by Kafka's names, such as {@code ssl.keystore.location}
 */
public record SecureListener(String protocol, Map<String, String> settings) {
    public SecureListener {
        settings = Map.copyOf(settings);
    }
}
