/** Forecast and data give the analysis: ensemble filters, inflation, quality control, and the exact filter they are held to. */
@NullMarked
package io.fieldcast.assimilation;

import org.jspecify.annotations.NullMarked;
