/**
 * Where things are. A {@link io.fieldcast.geometry.Projection} carries longitude and latitude to a plane measured in kilometres;
 * on it a {@link io.fieldcast.geometry.Representation} says how a vector of numbers stands for a field: cells of a
 * {@link io.fieldcast.geometry.Grid}, coefficients of a {@link io.fieldcast.geometry.BisquareBasis}, the stations themselves as
 * {@link io.fieldcast.geometry.StationNodes}, or one number for {@link io.fieldcast.geometry.Uniform everything}. All are weighted
 * sums whose weights add up to one at every place, so that a constant field stays itself in each of them; models, sensors and
 * places without a sensor meet the state only through those weights.
 */
@NullMarked
package io.fieldcast.geometry;

import org.jspecify.annotations.NullMarked;
