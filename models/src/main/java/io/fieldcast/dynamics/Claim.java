package io.fieldcast.dynamics;

import java.util.Locale;

/**
 * A promise that a {@link Propagator} makes about itself: shown to the user, tested by one contract test per kind, watched live
 * by the ledger. Immutable.
 */
public sealed interface Claim {
    /** How it is written for people and in model files: its name in lower-case words, and its number if it has one. */
    default String text() {
        String name = getClass().getSimpleName();
        String words = name.replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
        String numbers = toString().substring(name.length() + 1, toString().length() - 1);
        return numbers.isEmpty() ? words : words + " (" + numbers.replace('=', ' ') + ")";
    }

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

    /**
     * One step is a canonical map for positions in the first half of the state's rows and momenta in the second: its Jacobian M has
     * {@code Mᵀ S M = S}.
     */
    record Symplectic() implements Claim {}

    /** A step, the momenta (the second half of the rows) turned round, and a step again lead back to where it began. */
    record Reversible() implements Claim {}

    /**
     * The propagator's {@link Propagator#energy() energy} stays, over however many steps of one length, within the given share of what it
     * was.
     */
    record ConservesEnergy(double share) implements Claim {}

    /**
     * The propagator's {@link Propagator#energy() energy} never rises above what it was before by more than the given share of it, steps
     * of one length being repeated; 0 for never, to rounding.
     */
    record DissipatesEnergy(double share) implements Claim {
        /** Energy never rises. */
        public DissipatesEnergy() {
            this(0);
        }
    }
}
