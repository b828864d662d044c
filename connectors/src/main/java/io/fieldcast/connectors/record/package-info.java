/** What crosses the border of the stream: the record that came in, the record that goes out, and the reason one was refused. */
@NullMarked
package io.fieldcast.connectors.record;

import org.jspecify.annotations.NullMarked;
