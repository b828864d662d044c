@NullMarked
package io.fieldcast.observation;

import org.jspecify.annotations.NullMarked;
