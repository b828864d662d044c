/**
 * The streaming job. {@link io.fieldcast.pipeline.job.ForecastJob} draws the graph; the functions in it hold settings, state handles and
 * one call into the numerics.
 *
 * <p>A backtest, a replay and production run this same graph: the sources differ in where they end, nothing else. Cycles are
 * started by event-time timers, one for each step, so a gap in the observations is forecast through and a result depends on what
 * was observed, never on when it arrived.
 */
@NullMarked
package io.fieldcast.pipeline.job;

import org.jspecify.annotations.NullMarked;
