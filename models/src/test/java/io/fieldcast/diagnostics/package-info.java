@NullMarked
package io.fieldcast.diagnostics;

import org.jspecify.annotations.NullMarked;
