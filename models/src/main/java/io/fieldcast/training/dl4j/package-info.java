/**
 * Layers for networks of DL4J users: steps that keep what they promise whatever their weights are, to be put between layers of one's own.
 */
@NullMarked
package io.fieldcast.training.dl4j;

import org.jspecify.annotations.NullMarked;
