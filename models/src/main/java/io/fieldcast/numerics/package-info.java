/** Loops over flat double arrays, and counter-based randomness. Knows nothing of forecasting. */
@NullMarked
package io.fieldcast.numerics;

import org.jspecify.annotations.NullMarked;
