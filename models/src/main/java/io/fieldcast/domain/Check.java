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

    /** As {@link #that(boolean, String, Object...)}, of a message that names no value, without an empty array where all is well. */
    public static void that(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }

    /** As {@link #that(boolean, String, Object...)}, without an array and boxes for it where all is well. */
    public static void that(boolean holds, String format, int found) {
        if (!holds) {
            throw new IllegalArgumentException(String.format(format, found));
        }
    }

    /** As {@link #that(boolean, String, Object...)}, without an array and boxes for it where all is well. */
    public static void that(boolean holds, String format, int found, int wanted) {
        if (!holds) {
            throw new IllegalArgumentException(String.format(format, found, wanted));
        }
    }

    /** As {@link #that(boolean, String, Object...)}, without an array and boxes for it where all is well. */
    public static void that(boolean holds, String format, int found, int foundMembers, int wanted, int wantedMembers) {
        if (!holds) {
            throw new IllegalArgumentException(String.format(format, found, foundMembers, wanted, wantedMembers));
        }
    }

    /** @throws IllegalArgumentException if {@code values} is not exactly {@code expected} long */
    public static void length(String name, double[] values, int expected) {
        if (values.length != expected) {
            throw new IllegalArgumentException(
                    String.format("%s has length %d, expected %d", name, values.length, expected));
        }
    }

    /** @throws IllegalArgumentException if {@code values} is shorter than {@code least} */
    public static void atLeast(String name, double[] values, int least) {
        if (values.length < least) {
            throw new IllegalArgumentException(
                    String.format("%s has length %d, expected at least %d", name, values.length, least));
        }
    }
}
