/** Faults done to real processes, and what must hold after them. */
@NullMarked
package io.fieldcast.tests.faults;

import org.jspecify.annotations.NullMarked;
