package io.fieldcast.domain;

/** What became of a change of a running field's model or settings. Names are part of the changes topic and never change. */
public enum ChangeCode {
    ACCEPTED("waits for its time"),
    APPLIED("is in force"),
    ROLLED_BACK("is no longer in force, or never will be"),
    UNREADABLE("is not a control message"),
    REPEATED("its identifier was used by another change"),
    TOO_LATE("the cycle of its time has run"),
    CHECKSUM("its model is not the one of the stated checksum"),
    TRUNCATED("the end of its model is missing"),
    DAMAGED("its model is not as it was written"),
    NOT_FINITE("its model holds numbers that are not finite"),
    MISMATCH("its model belongs to another field, other dynamics or another release"),
    SETTINGS("its settings are wrong"),
    NOTHING_TO_ROLL_BACK("what it takes back is not in force");

    private final String meaning;

    ChangeCode(String meaning) {
        this.meaning = meaning;
    }

    /** The rest of a sentence about the change. */
    public String meaning() {
        return meaning;
    }

    /** Whether the change was turned away: everything stays as if it had never been sent. */
    public boolean isRefusal() {
        return compareTo(ROLLED_BACK) > 0;
    }
}
