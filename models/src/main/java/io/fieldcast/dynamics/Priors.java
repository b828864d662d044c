package io.fieldcast.dynamics;

/** Priors that dynamics share where a configuration builds them. */
public final class Priors {
    /** Standard deviation of an unconstrained number. */
    public static final double SD = 0.4;

    /** Spread floor of a gain or damping. */
    public static final double GAIN_FLOOR = 0.05;

    /** Spread floor of widths and offsets. */
    public static final double FLOOR = 0.08;

    private Priors() {}

    /** The setting of those dynamics whose anomaly dies away at one rate. */
    public static Setting damping() {
        return new Setting("damping", 0.7, 0.001, 0.999, "first guess of what is left of the anomaly after one step");
    }
}
