package io.fieldcast.pipeline.config;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lengths of time as people write them in a file: {@code 500ms}, {@code 30s}, {@code 10m}, {@code 6h}, {@code 1d12h}. */
public final class Durations {
    private static final Pattern WHOLE = Pattern.compile("(\\d+(ms|[smhd]))+");
    private static final Pattern PART = Pattern.compile("(\\d+)(ms|[smhd])");

    /** Ten thousand years: above any setting that makes sense, and far below where milliseconds overflow. */
    private static final Duration LONGEST = Duration.ofDays(365L * 10_000);

    private Durations() {}

    /** The duration that {@code text} says, or empty if it says none. */
    public static Optional<Duration> parse(String text) {
        if (!WHOLE.matcher(text).matches()) {
            return Optional.empty();
        }
        Duration sum = Duration.ZERO;
        Matcher parts = PART.matcher(text);
        try {
            while (parts.find()) {
                sum = sum.plus(unit(parts.group(2)).multipliedBy(Long.parseLong(parts.group(1))));
            }
        } catch (ArithmeticException | NumberFormatException e) {
            return Optional.empty();
        }
        return sum.compareTo(LONGEST) > 0 ? Optional.empty() : Optional.of(sum);
    }

    /** The shortest text that {@link #parse} reads as {@code duration}. */
    public static String format(Duration duration) {
        StringBuilder text = new StringBuilder();
        append(text, duration.toDays(), "d");
        append(text, duration.toHoursPart(), "h");
        append(text, duration.toMinutesPart(), "m");
        append(text, duration.toSecondsPart(), "s");
        append(text, duration.toMillisPart(), "ms");
        return text.length() == 0 ? "0s" : text.toString();
    }

    private static void append(StringBuilder text, long count, String unit) {
        if (count > 0) {
            text.append(count).append(unit);
        }
    }

    private static Duration unit(String symbol) {
        return switch (symbol) {
            case "ms" -> Duration.ofMillis(1);
            case "s" -> Duration.ofSeconds(1);
            case "m" -> Duration.ofMinutes(1);
            case "h" -> Duration.ofHours(1);
            default -> Duration.ofDays(1);
        };
    }
}
