@NullMarked
package io.fieldcast.assimilation;

import org.jspecify.annotations.NullMarked;
