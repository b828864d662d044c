/**
 * The streaming job. {@link io.fieldcast.pipeline.job.ForecastJob} draws the graph; the functions in it hold settings, state handles and
 * one call into the numerics.
 *
 * <p>A backtest, a replay and production run this same graph: the sources differ in where they end, nothing else. Cycles are
 * started by event-time timers, one for each step, so a gap in the observations is forecast through and a result depends on what
 * was observed, never on when it arrived.
 *
 * <p>What holds: inside the lateness bound forecasts are the same to the last bit, whatever the order, the duplicates, the number of
 * partitions, the parallelism or the restarts. What comes later than the bound gets a verdict; with one partition it is always the
 * same observations, with several it depends on how far the slowest is. A partition that stays silent longer than {@code idle} no
 * longer holds the others back: what it then brings may be late. A backlog is read without loss, since its partitions are not silent;
 * only a partition that cannot be read for longer than {@code idle} while others can loses what it missed.
 */
@NullMarked
package io.fieldcast.pipeline.job;

import org.jspecify.annotations.NullMarked;
