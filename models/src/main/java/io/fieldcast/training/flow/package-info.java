/**
 * Training of the network that reads a flow off frames, for deep integro-difference equations: simulated advection and a field's own
 * history as samples, the graph of the network and of the stencil behind it, and the loop that follows its gradients. The loss is the
 * squared error of the next frame, so that no true flow is needed; the features before the first convolution have no weights and are
 * the served class's own.
 */
@NullMarked
package io.fieldcast.training.flow;

import org.jspecify.annotations.NullMarked;
