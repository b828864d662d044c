/** Trainings that take minutes, each a main that prints a table; the tables stand in {@code results}. */
@NullMarked
package io.fieldcast.tests.training;

import org.jspecify.annotations.NullMarked;
