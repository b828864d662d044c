package io.fieldcast.domain;

/**
 * What became of one observation. The numbers 0 to 8 are those of the Data Assimilation Research Testbed, so that its tools
 * read ours; those from 20 on are ours. Numbers are part of the quality topic and never change.
 */
public enum QcCode {
    ASSIMILATED(0, "assimilated"),
    EVALUATED_ONLY(1, "compared with the forecast, not assimilated"),
    FORECAST_FAILED(2, "the forecast at this place could not be computed"),
    ANALYSIS_FAILED(4, "the analysis failed; the last good state stands"),
    NOT_USED(5, "its station is not to be assimilated"),
    BAD_INCOMING(6, "outside the plausible range of its field"),
    OUTLIER(7, "too far from the forecast"),
    LATE(20, "its cycle had already been run"),
    DUPLICATE(21, "another report of this station for this time was used"),
    FUTURE(22, "its time is too far ahead of the stream"),
    PAST(23, "its time is too far behind the stream"),
    UNKNOWN_STATION(24, "its station is not in the network"),
    STUCK(25, "the sensor repeats one value"),
    DRIFT(26, "the sensor's bias was estimated and taken off");

    private final int number;
    private final String meaning;

    QcCode(int number, String meaning) {
        this.number = number;
        this.meaning = meaning;
    }

    /** The code's number in the quality topic. */
    public int number() {
        return number;
    }

    /** One line for a person. */
    public String meaning() {
        return meaning;
    }
}
