/** Messages as JSON text, byte for byte the same for the same value. */
@NullMarked
package io.fieldcast.connectors.json;

import org.jspecify.annotations.NullMarked;
