package io.fieldcast.domain;

/** Checks at a method's door: a broken promise of the caller becomes an {@link IllegalArgumentException} that says which. */
public final class Check {
    private Check() {}

    /**
     * @param format message in the form of {@link String#format}: subject, what was found, what was wanted
     * @throws IllegalArgumentException if {@code holds} is false
     */
    public static void that(boolean holds, String format, Object... arguments) {
        if (!holds) {
            throw new IllegalArgumentException(String.format(format, arguments));
        }
    }

    /** @throws IllegalArgumentException if {@code values} is not exactly {@code expected} long */
    public static void length(String name, double[] values, int expected) {
        that(values.length == expected, "%s has length %d, expected %d", name, values.length, expected);
    }

    /** @throws IllegalArgumentException if {@code values} is shorter than {@code least} */
    public static void atLeast(String name, double[] values, int least) {
        that(values.length >= least, "%s has length %d, expected at least %d", name, values.length, least);
    }
}
