package io.fieldcast.connectors.record;

/** The content of one record before anybody checked whether it fits. Mutable, reused from record to record by its one owner. */
public final class Reading {
    /** Name of the field; empty if the record named none. */
    public String field = "";

    public String station = "";

    /** Unit of the value; empty if the record named none. */
    public String unit = "";

    /** Milliseconds since 1970. */
    public long time;

    /** Finite. */
    public double value;
}
