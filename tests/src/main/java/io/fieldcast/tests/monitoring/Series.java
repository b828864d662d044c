package io.fieldcast.tests.monitoring;

import io.fieldcast.domain.Check;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What Prometheus answers: the values of one set of labels. Immutable.
 *
 * @param times in seconds since 1970, rising
 * @param values at these times; some may be NaN
 */
record Series(Map<String, String> labels, List<Double> times, List<Double> values) {
    private static final Pattern LABEL = Pattern.compile("\\{\\{(\\w+)}}");

    Series {
        Check.that(times.size() == values.size(), "%d times for %d values", times.size(), values.size());
        labels = Map.copyOf(labels);
        times = List.copyOf(times);
        values = List.copyOf(values);
    }

    /** Whether it has a finite value. */
    boolean hasData() {
        return values.stream().anyMatch(Double::isFinite);
    }

    /** The last finite value. */
    OptionalDouble last() {
        List<Double> finite = new ArrayList<>(values);
        finite.removeIf(value -> !Double.isFinite(value));
        return finite.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(finite.get(finite.size() - 1));
    }

    /** What a legend calls it; <code>{{label}}</code> in {@code format} stands for a label's value. */
    String name(String format) {
        Matcher asked = LABEL.matcher(format);
        return asked.replaceAll(found -> Matcher.quoteReplacement(labels.getOrDefault(found.group(1), "")));
    }
}
