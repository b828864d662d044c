/**
 * One cycle of a field's forecast: a pure function from a state and the observations of one step to the next state and what is
 * said about it. Nothing here knows a stream, a clock or a file.
 *
 * <p>The chain from a measured value to a forecast: transform, mean model (seasons and station effect, learned from the past
 * only), scale, anomaly field carried by learned dynamics and corrected by a filter, and back, with quantiles calibrated by how
 * earlier forecasts fared.
 */
@NullMarked
package io.fieldcast.forecasting;

import org.jspecify.annotations.NullMarked;
