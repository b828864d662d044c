@NullMarked
package io.fieldcast.training.dl4j;

import org.jspecify.annotations.NullMarked;
