/** How good a forecast was: proper scores, coverage, calibration, and skill against simple references. */
@NullMarked
package io.fieldcast.verification;

import org.jspecify.annotations.NullMarked;
