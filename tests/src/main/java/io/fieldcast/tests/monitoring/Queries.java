package io.fieldcast.tests.monitoring;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What dashboards ask Prometheus, and which meters a question names. */
public final class Queries {
    private static final Pattern NO_NAMES = Pattern.compile(
            "\"[^\"]*\"|\\{[^}]*}|\\[[^]]*]|\\b(by|without|on|ignoring|group_left|group_right)\\s*\\([^)]*\\)");
    private static final Pattern NAME = Pattern.compile("\\b[a-zA-Z_:][a-zA-Z0-9_:]*\\b(?!\\s*\\()");
    private static final Set<String> WORDS = Set.of("and", "or", "unless", "offset", "bool");

    private Queries() {}

    /** Every query of a dashboard, those of its variables included. */
    public static List<String> of(Path dashboard) throws IOException {
        return Dashboard.read(dashboard).queries().toList();
    }

    /** The names of the meters in a PromQL expression, as Prometheus stores them. */
    public static Set<String> meters(String expression) {
        Matcher names = NAME.matcher(NO_NAMES.matcher(expression).replaceAll(" "));
        Set<String> found = new TreeSet<>();
        while (names.find()) {
            if (!WORDS.contains(names.group())) {
                found.add(names.group());
            }
        }
        return found;
    }
}
