/** Data → fitted models. Serving never needs this package. */
@NullMarked
package io.fieldcast.training;

import org.jspecify.annotations.NullMarked;
