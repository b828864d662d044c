/** What the rest talks about: observations, stations, forecasts, verdicts. Values only. */
@NullMarked
package io.fieldcast.domain;

import org.jspecify.annotations.NullMarked;
