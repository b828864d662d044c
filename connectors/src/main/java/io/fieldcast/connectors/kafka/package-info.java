/** Kafka as source, sink and store of the topics. */
@NullMarked
package io.fieldcast.connectors.kafka;

import org.jspecify.annotations.NullMarked;
