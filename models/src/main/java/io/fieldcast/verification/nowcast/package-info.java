/**
 * Gridded fields filtered and forecast frame after frame, as nowcasting of weather radar does: one ensemble filter for every kind of
 * dynamics, so that comparisons differ in the dynamics alone. The variance of the noise is learned online from the innovations, the
 * same way for all; nothing here looks at a frame before it has been forecast.
 */
@NullMarked
package io.fieldcast.verification.nowcast;

import org.jspecify.annotations.NullMarked;
