@NullMarked
package io.fieldcast.verification.nowcast;

import org.jspecify.annotations.NullMarked;
