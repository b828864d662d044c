@NullMarked
package io.fieldcast.store;

import org.jspecify.annotations.NullMarked;
