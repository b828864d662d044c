@NullMarked
package io.fieldcast.dynamics;

import org.jspecify.annotations.NullMarked;
