@NullMarked
package io.fieldcast.training.inversion;

import org.jspecify.annotations.NullMarked;
