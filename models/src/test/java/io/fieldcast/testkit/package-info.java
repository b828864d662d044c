/** What tests share: seeded inputs, and one contract for each kind of claim that a propagator may make. */
@NullMarked
package io.fieldcast.testkit;

import org.jspecify.annotations.NullMarked;
