package io.fieldcast.forecasting;

/** What becomes of an observation whose cycle has run, while it is not too old. */
public enum LatePolicy {
    /** It is counted and named, and changes nothing. */
    DROP,
    /** The next cycle takes it in, compared with what the members held for true at its own time. */
    CARRY,
    /** The cycles since its own are run again with it: the best of the three, at the cost of those cycles. */
    REPLAY
}
