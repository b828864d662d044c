/**
 * Training by gradients: SameDiff graphs of the networks, DL4J's updaters, minibatches and early stopping. A graph holds all its weights in
 * one flat variable in the order in which the served network reads them, so that no name or shape stands between the two. A gradient ∇H
 * inside a loss is written as forward operations, since SameDiff has no second derivatives. Everything is in double precision.
 */
@NullMarked
package io.fieldcast.training.gradient;

import org.jspecify.annotations.NullMarked;
