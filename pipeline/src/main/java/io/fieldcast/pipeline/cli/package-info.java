/** The command line: one class a command, each a thin caller of what does the work. */
@NullMarked
package io.fieldcast.pipeline.cli;

import org.jspecify.annotations.NullMarked;
