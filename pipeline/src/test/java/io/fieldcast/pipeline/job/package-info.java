/** Tests of the graph and its operators. */
@NullMarked
package io.fieldcast.pipeline.job;

import org.jspecify.annotations.NullMarked;
