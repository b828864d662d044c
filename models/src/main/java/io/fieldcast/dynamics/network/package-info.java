/**
 * Learned networks as plain arrays: energies, potentials and structures that a multilayer perceptron stands for, and the dynamics that
 * they drive. Nothing here can be trained; package {@code training} finds the weights and this package serves them. What makes a promise
 * true is never a weight but the form around it: whatever the weights are, {@code S∇H} keeps H and {@code −R∇H} lowers it.
 */
@NullMarked
package io.fieldcast.dynamics.network;

import org.jspecify.annotations.NullMarked;
