/** Runs of the job from one process: what a command does, without the command line. */
@NullMarked
package io.fieldcast.pipeline.run;

import org.jspecify.annotations.NullMarked;
