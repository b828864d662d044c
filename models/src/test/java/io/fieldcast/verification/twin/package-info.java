@NullMarked
package io.fieldcast.verification.twin;

import org.jspecify.annotations.NullMarked;
