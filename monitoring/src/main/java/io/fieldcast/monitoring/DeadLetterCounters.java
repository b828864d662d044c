package io.fieldcast.monitoring;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.flink.metrics.MetricGroup;

/** Counts dead letters by what was wrong with the record. Written by one thread, read by any. */
public final class DeadLetterCounters {
    /** What was wrong: the part of the record that the reason begins with. A closed set, since reasons hold what senders wrote. */
    enum Reason {
        RECORD,
        JSON,
        ROW,
        SCHEMA,
        FIELD,
        STATION,
        TIME,
        VALUE,
        UNIT,
        OTHER;

        static Reason of(String text) {
            int colon = text.indexOf(':');
            String part = colon < 0 ? text : text.substring(0, colon);
            return Arrays.stream(values())
                    .filter(reason -> reason.tag().equals(part))
                    .findFirst()
                    .orElse(OTHER);
        }

        String tag() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final TaggedCounters counters;

    /**
     * @param parent metric group of the operator
     * @param field name of the field, or {@code all} where a refused record may belong to any
     */
    public DeadLetterCounters(MetricGroup parent, String field) {
        List<String> tags = Arrays.stream(Reason.values()).map(Reason::tag).toList();
        counters = new TaggedCounters(CycleMeters.group(parent, field), ForecastMeter.DEAD_LETTERS, tags);
    }

    /** Counts one letter, whose {@code reason} begins with what was wrong, such as {@code time: expected …}. */
    public void add(String reason) {
        counters.add(Reason.of(reason).tag(), 1);
    }
}
