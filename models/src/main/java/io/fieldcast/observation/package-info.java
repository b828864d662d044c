/** What the sensors should have seen: predicted observations, their distances, and how far an observation reaches. */
@NullMarked
package io.fieldcast.observation;

import org.jspecify.annotations.NullMarked;
