/**
 * Training without gradients: parameters are the state, the identity carries them, and the filter that corrects forecasts fits models.
 */
@NullMarked
package io.fieldcast.training.inversion;

import org.jspecify.annotations.NullMarked;
