/** Tests of what a person sees of a run. */
@NullMarked
package io.fieldcast.pipeline.report;

import org.jspecify.annotations.NullMarked;
