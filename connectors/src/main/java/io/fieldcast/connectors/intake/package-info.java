/** Which records are let in: known stations, plausible clocks, and the event time that the watermark may trust. */
@NullMarked
package io.fieldcast.connectors.intake;

import org.jspecify.annotations.NullMarked;
