/** CSV files as bounded sources and as replay into Kafka. */
@NullMarked
package io.fieldcast.connectors.csv;

import org.jspecify.annotations.NullMarked;
