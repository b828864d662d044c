/** Served networks with random, untrained weights: what holds for these holds for all. */
@NullMarked
package io.fieldcast.dynamics.network;

import org.jspecify.annotations.NullMarked;
