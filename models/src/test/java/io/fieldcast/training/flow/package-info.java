@NullMarked
package io.fieldcast.training.flow;

import org.jspecify.annotations.NullMarked;
