/** How fast it is; run by hand, results kept beside the sources. */
@NullMarked
package io.fieldcast.tests.benchmark;

import org.jspecify.annotations.NullMarked;
