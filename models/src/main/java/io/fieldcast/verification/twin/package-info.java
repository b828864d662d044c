/** Twin experiments: truth, observations and scores of a filter from one seed. */
@NullMarked
package io.fieldcast.verification.twin;

import org.jspecify.annotations.NullMarked;
