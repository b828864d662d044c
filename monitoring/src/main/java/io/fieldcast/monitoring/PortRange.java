package io.fieldcast.monitoring;

import io.fieldcast.domain.Check;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Ports to try in turn, both ends included; 0 to 0 lets the system choose. Immutable.
 *
 * @param first lowest port, from 0
 * @param last highest port, at most 65535
 */
public record PortRange(int first, int last) {
    private static final Pattern TEXT = Pattern.compile("(\\d{1,5})(?:-(\\d{1,5}))?");

    public PortRange {
        Check.that(first >= 0 && last <= 65_535, "port must be within 0 to 65535, got %d-%d", first, last);
        Check.that(first <= last, "port range must rise, got %d-%d", first, last);
    }

    /**
     * Reads {@code 9249}, {@code 9250-9260} or {@code 0}.
     *
     * @throws IllegalArgumentException if the text is none of these
     */
    public static PortRange parse(String text) {
        Matcher found = TEXT.matcher(text.strip());
        Check.that(found.matches(), "port is '%s', expected a port or a range such as 9250-9260", text);
        int first = Integer.parseInt(found.group(1));
        return new PortRange(first, found.group(2) == null ? first : Integer.parseInt(found.group(2)));
    }

    @Override
    public String toString() {
        return first == last ? Integer.toString(first) : first + "-" + last;
    }
}
