/** How an ensemble moves from one time to the next, and what each way of moving promises. */
@NullMarked
package io.fieldcast.dynamics;

import org.jspecify.annotations.NullMarked;
