/** Tests of one cycle and its parts. */
@NullMarked
package io.fieldcast.forecasting;

import org.jspecify.annotations.NullMarked;
