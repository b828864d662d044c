/** Tests of what a file may say. */
@NullMarked
package io.fieldcast.pipeline.config;

import org.jspecify.annotations.NullMarked;
