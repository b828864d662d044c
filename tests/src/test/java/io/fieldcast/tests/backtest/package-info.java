/** Backtests on real data, held to bars from outside. */
@NullMarked
package io.fieldcast.tests.backtest;

import org.jspecify.annotations.NullMarked;
