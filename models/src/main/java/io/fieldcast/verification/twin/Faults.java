package io.fieldcast.verification.twin;

/** What broken sensors make of their values. Called once for each report, in the order of time; may remember. */
@FunctionalInterface
public interface Faults {
    /** Sensors report what they measured. */
    Faults NONE = (cycle, place, value) -> value;

    /**
     * The reported value.
     *
     * @param value what a healthy sensor would report, measurement error included
     */
    double reported(int cycle, int place, double value);
}
