package io.fieldcast.monitoring;

/** The right to feed a registry that others may feed too, until closed. */
interface RegistryLease extends AutoCloseable {
    /** The registry's meters. */
    SeriesTable table();

    /** Gives the right back; once is enough, more does nothing. */
    @Override
    void close();
}
