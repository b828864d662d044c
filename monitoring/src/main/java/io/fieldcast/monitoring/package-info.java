/** One door for all meters: Flink's metrics and our own pass through one Micrometer registry to Prometheus. */
@NullMarked
package io.fieldcast.monitoring;

import org.jspecify.annotations.NullMarked;
