package io.fieldcast.pipeline.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * One mapping of the file, read key by key. Each read names the default, notes what is in force, and turns a wrong value into a
 * problem under its full key; {@link #close} turns every key that nobody read into one. Confined to one thread.
 */
final class Section implements AutoCloseable {
    private static final Pattern NUMBER = Pattern.compile("[-+]?[0-9]+(\\.[0-9]*)?([eE][-+]?[0-9]+)?");

    private final String path;
    private final ObjectNode found;
    private final ObjectNode effective = JsonNodeFactory.instance.objectNode();
    private final Problems problems;
    private final Map<String, Section> children = new LinkedHashMap<>();

    Section(String path, ObjectNode found, Problems problems) {
        this.path = path;
        this.found = found;
        this.problems = problems;
    }

    /** A mapping inside this one; absent means all its defaults. */
    Section section(String key) {
        JsonNode node = found.get(key);
        ObjectNode child = JsonNodeFactory.instance.objectNode();
        if (node instanceof ObjectNode mapping) {
            child = mapping;
        } else if (node != null && !node.isNull()) {
            expected(key, "a mapping", node);
        }
        Section section = new Section(fullKey(key), child, problems);
        children.put(key, section);
        effective.set(key, section.effective);
        return section;
    }

    boolean has(String key) {
        return found.hasNonNull(key);
    }

    String text(String key, String fallback) {
        return read(key, fallback, "text", node -> node.isValueNode() ? Optional.of(node.asText()) : Optional.empty());
    }

    /** Text that must be there. */
    String required(String key, String wanted) {
        if (!has(key)) {
            problems.add(fullKey(key), "expected " + wanted + ", but it is missing");
            effective.set(key, TextNode.valueOf(""));
            return "";
        }
        return text(key, "");
    }

    String choice(String key, String fallback, List<String> allowed) {
        String value = text(key, fallback);
        if (allowed.contains(value)) {
            return value;
        }
        problems.add(
                fullKey(key),
                "expected one of " + String.join(", ", allowed) + ", got " + value + suggestion(value, allowed));
        return fallback;
    }

    double number(String key, double fallback, double least, double most) {
        return read(
                key,
                fallback,
                "a number" + range(least, most),
                node -> finite(node).filter(value -> value >= least && value <= most));
    }

    int integer(String key, int fallback, int least, int most) {
        String wanted = "an integer in " + least + ".." + most;
        return read(
                key,
                fallback,
                wanted,
                node -> node.canConvertToInt()
                                && node.isIntegralNumber()
                                && node.asInt() >= least
                                && node.asInt() <= most
                        ? Optional.of(node.asInt())
                        : Optional.empty());
    }

    long seed(String key, long fallback) {
        return read(
                key,
                fallback,
                "an integer",
                node -> node.isIntegralNumber() && node.canConvertToLong()
                        ? Optional.of(node.asLong())
                        : Optional.empty());
    }

    boolean flag(String key, boolean fallback) {
        return read(
                key,
                fallback,
                "true or false",
                node -> node.isBoolean() ? Optional.of(node.asBoolean()) : Optional.empty());
    }

    /** A length of time with its unit, such as {@code 10m}, {@code 1d}, {@code 1h30m}. */
    Duration duration(String key, Duration fallback, Duration least) {
        Duration value =
                read(key, fallback, "a duration such as 30s, 10m, 6h or 1d", node -> Durations.parse(node.asText()));
        if (value.compareTo(least) < 0) {
            problems.add(
                    fullKey(key), "expected at least " + Durations.format(least) + ", got " + Durations.format(value));
            return fallback;
        }
        return value;
    }

    List<Duration> durations(String key, List<Duration> fallback) {
        return list(key, fallback, "durations such as 1h", node -> Durations.parse(node.asText()));
    }

    List<Double> numbers(String key, List<Double> fallback) {
        return list(key, fallback, "numbers", Section::finite);
    }

    List<Integer> integers(String key, List<Integer> fallback) {
        return list(key, fallback, "integers", node -> node.isInt() ? Optional.of(node.asInt()) : Optional.empty());
    }

    List<String> texts(String key, List<String> fallback) {
        return list(key, fallback, "texts", node -> node.isValueNode() ? Optional.of(node.asText()) : Optional.empty());
    }

    /** A moment such as {@code 1971-01-01T00:00:00Z} or {@code 1971-01-01}, UTC; absent is empty. */
    Optional<Instant> instant(String key) {
        JsonNode node = found.get(key);
        if (node == null || node.isNull()) {
            effective.putNull(key);
            return Optional.empty();
        }
        String text = node.asText();
        try {
            Instant value = Instant.parse(text.contains("T") ? text : text + "T00:00:00Z");
            effective.put(key, value.toString());
            return Optional.of(value);
        } catch (DateTimeException e) {
            expected(key, "a moment such as 1971-01-01T00:00:00Z", node);
            effective.putNull(key);
            return Optional.empty();
        }
    }

    /** A mapping from names to pairs of numbers. */
    Map<String, double[]> places(String key) {
        Map<String, double[]> places = new LinkedHashMap<>();
        Section section = section(key);
        for (Iterator<String> names = section.found.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            List<Double> pair = section.read(name, List.of(), "two numbers [x, y]", Section::pair);
            if (pair.size() == 2) {
                places.put(name, new double[] {pair.get(0), pair.get(1)});
            } else if (!section.has(name)) {
                section.problem(name, "expected two numbers [x, y], got nothing");
            }
        }
        return places;
    }

    /** Keys of the file in this mapping, for mappings whose keys are not known beforehand. */
    List<String> keys() {
        List<String> keys = new ArrayList<>();
        found.fieldNames().forEachRemaining(keys::add);
        return keys;
    }

    /** Text that may not be shown unless it is {@code harmless}; if it is not, a problem says what was wanted, and not what was got. */
    String text(String key, Predicate<String> harmless, String wanted) {
        JsonNode node = found.get(key);
        if (node == null || !node.isValueNode() || !harmless.test(node.asText())) {
            problems.add(fullKey(key), "expected " + wanted);
            effective.put(key, "***");
            return "";
        }
        return text(key, "");
    }

    /** Reports a problem with {@code key} that only a comparison with other keys shows. */
    void problem(String key, String text) {
        problems.add(fullKey(key), text);
    }

    /** What is in force, defaults included. */
    ObjectNode effective() {
        return effective;
    }

    /** Every key that nobody asked for is a problem. */
    @Override
    public void close() {
        for (Iterator<String> names = found.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!effective.has(name)) {
                List<String> known = new ArrayList<>();
                effective.fieldNames().forEachRemaining(known::add);
                problems.add(fullKey(name), "is not known here" + suggestion(name, known));
            }
        }
        children.values().forEach(Section::close);
    }

    private <T> T read(String key, T fallback, String wanted, Function<JsonNode, Optional<T>> convert) {
        JsonNode node = found.get(key);
        T value = fallback;
        if (node != null && !node.isNull()) {
            Optional<T> converted = convert.apply(node);
            if (converted.isEmpty()) {
                expected(key, wanted, node);
            }
            value = converted.orElse(fallback);
        }
        effective.set(key, Effective.node(value));
        return value;
    }

    private <T> List<T> list(String key, List<T> fallback, String wanted, Function<JsonNode, Optional<T>> convert) {
        return read(key, fallback, "a list of " + wanted, node -> {
            List<T> values = new ArrayList<>();
            for (JsonNode item :
                    node.isArray() ? node : JsonNodeFactory.instance.arrayNode().add(node)) {
                Optional<T> value = convert.apply(item);
                if (value.isEmpty()) {
                    return Optional.empty();
                }
                values.add(value.get());
            }
            return Optional.of(List.copyOf(values));
        });
    }

    private void expected(String key, String wanted, JsonNode got) {
        problems.add(fullKey(key), "expected " + wanted + ", got " + got);
    }

    private String fullKey(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    private static String range(double least, double most) {
        if (least == -Double.MAX_VALUE && most == Double.MAX_VALUE) {
            return "";
        }
        if (most == Double.MAX_VALUE) {
            return " of at least " + Effective.node(least).asText();
        }
        return " in " + Effective.node(least).asText() + ".."
                + Effective.node(most).asText();
    }

    /** A finite number; YAML takes {@code 1e-3}, without a point, for text. */
    private static Optional<Double> finite(JsonNode node) {
        boolean number = node.isNumber()
                || (node.isTextual() && NUMBER.matcher(node.asText()).matches());
        double value = number ? Double.parseDouble(node.asText()) : Double.NaN;
        return Double.isFinite(value) ? Optional.of(value) : Optional.empty();
    }

    private static Optional<List<Double>> pair(JsonNode node) {
        List<Double> numbers = new ArrayList<>();
        node.forEach(item -> finite(item).ifPresent(numbers::add));
        return node.isArray() && node.size() == 2 && numbers.size() == 2 ? Optional.of(numbers) : Optional.empty();
    }

    private static String suggestion(String given, List<String> known) {
        return known.stream()
                .min(Comparator.comparingInt(name -> EditDistance.between(given, name)))
                .filter(name -> EditDistance.between(given, name) <= Math.max(2, name.length() / 3))
                .map(name -> "; did you mean " + name + "?")
                .orElse(known.isEmpty() ? "" : "; known keys are " + String.join(", ", known));
    }
}
