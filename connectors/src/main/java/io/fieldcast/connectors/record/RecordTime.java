package io.fieldcast.connectors.record;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;

/** Times in records: ISO-8601 with an offset, or milliseconds since 1970; always inside the years 1 to 9999. */
public final class RecordTime {
    private static final long EARLIEST = Instant.parse("0001-01-01T00:00:00Z").toEpochMilli();
    private static final long LATEST = Instant.parse("9999-12-31T23:59:59.999Z").toEpochMilli();
    private static final int PLAIN_LENGTH = "1961-01-01T00:00:00Z".length();
    private static final long DAY = 86_400_000L;

    private RecordTime() {}

    /** @return milliseconds since 1970; parts of a millisecond are cut off downwards */
    public static long parse(String text) throws RecordRejected {
        if (isPlain(text)) {
            int month = number(text, 5, 7);
            int day = number(text, 8, 10);
            int hour = number(text, 11, 13);
            int minute = number(text, 14, 16);
            int second = number(text, 17, 19);
            // Days up to the 28th need no calendar; the rest goes the slow way, which knows month lengths.
            if (month >= 1 && month <= 12 && day >= 1 && day <= 28 && hour < 24 && minute < 60 && second < 60) {
                long days = daysSince1970(number(text, 0, 4), month, day);
                return ofMillis(days * DAY + ((hour * 60L + minute) * 60 + second) * 1000);
            }
        }
        try {
            return ofMillis(OffsetDateTime.parse(text).toInstant().toEpochMilli());
        } catch (DateTimeParseException e) {
            throw new RecordRejected("time: expected ISO-8601 with an offset or epoch milliseconds, got "
                    + RecordRejected.excerpt(text));
        }
    }

    /** Checks that a time lies where calendars work. */
    public static long ofMillis(long millis) throws RecordRejected {
        if (millis < EARLIEST || millis > LATEST) {
            throw new RecordRejected("time: expected a year from 1 to 9999, got " + millis + " ms since 1970");
        }
        return millis;
    }

    /** Whether the text has the commonest shape, {@code yyyy-MM-ddTHH:mm:ssZ}, which is parsed without garbage. */
    private static boolean isPlain(String text) {
        if (text.length() != PLAIN_LENGTH
                || text.charAt(4) != '-'
                || text.charAt(7) != '-'
                || text.charAt(10) != 'T'
                || text.charAt(13) != ':'
                || text.charAt(16) != ':'
                || text.charAt(19) != 'Z') {
            return false;
        }
        for (int i = 0; i < PLAIN_LENGTH - 1; i++) {
            char c = text.charAt(i);
            boolean separator = i == 4 || i == 7 || i == 10 || i == 13 || i == 16;
            if (!separator && (c < '0' || c > '9')) {
                return false;
            }
        }
        return true;
    }

    private static int number(String text, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            number = number * 10 + text.charAt(i) - '0';
        }
        return number;
    }

    /** Days of the proleptic Gregorian calendar, with the year taken to begin in March so that leap days come last. */
    private static long daysSince1970(int year, int month, int day) {
        long y = month <= 2 ? year - 1L : year;
        long era = Math.floorDiv(y, 400L);
        long yearOfEra = y - era * 400;
        long dayOfYear = (153L * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468;
    }
}
