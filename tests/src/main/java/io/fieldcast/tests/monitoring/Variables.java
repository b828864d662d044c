package io.fieldcast.tests.monitoring;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Fills the variables of a dashboard's queries in, as Grafana does. Immutable. */
final class Variables {
    /** What Grafana is provisioned with as the time between two scrapes. */
    private static final Duration SCRAPE = Duration.ofSeconds(5);

    private static final Pattern SPECIAL = Pattern.compile("[\\\\^$.*+?()\\[\\]{}|/]");

    private final Map<String, List<String>> values;
    private final Duration range;

    private Variables(Map<String, List<String>> values, Duration range) {
        this.values = Map.copyOf(values);
        this.range = range;
    }

    /**
     * All values chosen for each variable.
     *
     * @param range of the time that is shown
     */
    static Variables all(Dashboard dashboard, Prometheus prometheus, Duration range)
            throws IOException, InterruptedException {
        Map<String, List<String>> values = new HashMap<>();
        for (Dashboard.Choice choice : dashboard.choices()) {
            String series = new Variables(values, range).fill(choice.series());
            values.put(choice.name(), prometheus.labelValues(choice.label(), series));
        }
        return new Variables(values, range);
    }

    List<String> of(String name) {
        return values.getOrDefault(name, List.of());
    }

    /** The same with only one value of {@code name} chosen. */
    Variables choosing(String name, String value) {
        Map<String, List<String>> chosen = new HashMap<>(values);
        chosen.put(name, List.of(value));
        return new Variables(chosen, range);
    }

    String fill(String expression) {
        // Grafana takes four scrapes, so that one that fails leaves no hole.
        String filled = expression
                .replace("$__rate_interval", SCRAPE.multipliedBy(4).toSeconds() + "s")
                .replace("$__range", range.toSeconds() + "s");
        for (Map.Entry<String, List<String>> variable : values.entrySet()) {
            filled = filled.replace("$" + variable.getKey(), anyOf(variable.getValue()));
        }
        return filled;
    }

    private static String anyOf(List<String> values) {
        return values.stream()
                // Once for the regular expression, once for the string that holds it.
                .map(value ->
                        SPECIAL.matcher(value).replaceAll(found -> Matcher.quoteReplacement("\\\\" + found.group())))
                .collect(Collectors.joining("|", "(", ")"));
    }
}
