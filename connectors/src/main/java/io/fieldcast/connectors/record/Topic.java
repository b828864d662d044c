package io.fieldcast.connectors.record;

/** The topics of one Fieldcast installation. What each is called in Kafka is a setting; what it holds is fixed here. */
public enum Topic {
    /** One measured value per message. */
    OBSERVATIONS("observations"),
    /** Mean and quantiles for one place and lead time. */
    FORECASTS("forecasts"),
    /** The field at one place now, after the observations were taken in. */
    ANALYSIS("analysis"),
    /** The verdict on one observation. */
    QUALITY("quality"),
    /** Named numbers of one cycle. */
    DIAGNOSTICS("diagnostics"),
    /** Records that could not be taken in, with the reason and their bytes. */
    DEAD_LETTERS("dead-letters"),
    /** Changes of a running field's model and settings; beside observations the only topic that the job reads. */
    CONTROL("control"),
    /** What became of each change. */
    CHANGES("changes");

    private final String suffix;

    Topic(String suffix) {
        this.suffix = suffix;
    }

    /** The last part of the topic's default name. */
    public String suffix() {
        return suffix;
    }
}
