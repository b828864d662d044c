/** Tests of the command line. */
@NullMarked
package io.fieldcast.pipeline.cli;

import org.jspecify.annotations.NullMarked;
