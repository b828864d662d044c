/**
 * One YAML file describes a field. It is read once into records; every problem is found in one pass and reported by its full key,
 * and what is in force can be printed as a file again.
 */
@NullMarked
package io.fieldcast.pipeline.config;

import org.jspecify.annotations.NullMarked;
