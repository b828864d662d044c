@NullMarked
package io.fieldcast.monitoring;

import org.jspecify.annotations.NullMarked;
