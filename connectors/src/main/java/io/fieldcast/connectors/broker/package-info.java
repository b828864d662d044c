/** A Kafka broker inside this virtual machine, for the demo and for tests. */
@NullMarked
package io.fieldcast.connectors.broker;

import org.jspecify.annotations.NullMarked;
