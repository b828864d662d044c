@NullMarked
package io.fieldcast.numerics;

import org.jspecify.annotations.NullMarked;
