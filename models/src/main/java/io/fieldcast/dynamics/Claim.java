package io.fieldcast.dynamics;

/**
 * A promise that a {@link Propagator} makes about itself: shown to the user, tested by one contract test per kind, watched live
 * by the ledger. Immutable.
 */
public sealed interface Claim {
    /** The sum of squares of each member's state is kept to rounding: one step is an orthogonal map. */
    record Orthogonal() implements Claim {}

    /** The sum of squares of each member's state never grows. */
    record Dissipative() implements Claim {}

    /** The cell-weighted sum of each member's state is kept to rounding. */
    record ConservesMass() implements Claim {}

    /** A non-negative state stays non-negative. */
    record Positive() implements Claim {}

    /** The step is linear in the state for given parameters. */
    record Linear() implements Claim {}

    /** Two states move apart by at most {@code factor} a unit step, in the Euclidean norm. */
    record Lipschitz(double factor) implements Claim {}
}
