/** Connections to Kafka that are encrypted and ask who is there, and secrets that nobody gets to see. */
@NullMarked
package io.fieldcast.tests.security;

import org.jspecify.annotations.NullMarked;
