/** Fields to run a job on: the bundled one, and a synthetic one of any size. */
@NullMarked
package io.fieldcast.tests.load;

import org.jspecify.annotations.NullMarked;
