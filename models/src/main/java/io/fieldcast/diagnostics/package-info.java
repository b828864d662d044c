/** What the dynamics and the filter did to energy and mass. */
@NullMarked
package io.fieldcast.diagnostics;

import org.jspecify.annotations.NullMarked;
