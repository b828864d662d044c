/** What a person sees of a run: scores, the report page and the live view. Fed with domain values only. */
@NullMarked
package io.fieldcast.pipeline.report;

import org.jspecify.annotations.NullMarked;
