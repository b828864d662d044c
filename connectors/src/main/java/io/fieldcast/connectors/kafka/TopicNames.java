package io.fieldcast.connectors.kafka;

import io.fieldcast.connectors.record.Topic;
import io.fieldcast.domain.Check;
import java.io.Serializable;
import java.util.List;

/** What the topics are called in Kafka. Immutable. */
public record TopicNames(
        String observations,
        String forecasts,
        String analysis,
        String quality,
        String diagnostics,
        String deadLetters,
        String control,
        String changes)
        implements Serializable {
    /** {@code fieldcast.observations} and so on. */
    public static final TopicNames DEFAULT = withPrefix("fieldcast.");

    public TopicNames {
        List<String> names =
                List.of(observations, forecasts, analysis, quality, diagnostics, deadLetters, control, changes);
        for (String name : names) {
            Check.that(
                    name.matches("[A-Za-z0-9._-]{1,249}"),
                    "topic name must be 1 to 249 of A-Z a-z 0-9 . _ -, got '%s'",
                    name);
        }
        Check.that(names.stream().distinct().count() == names.size(), "topic names must differ, got %s", names);
    }

    /** The default names with another beginning; the separator is part of the prefix. */
    public static TopicNames withPrefix(String prefix) {
        return new TopicNames(
                prefix + Topic.OBSERVATIONS.suffix(),
                prefix + Topic.FORECASTS.suffix(),
                prefix + Topic.ANALYSIS.suffix(),
                prefix + Topic.QUALITY.suffix(),
                prefix + Topic.DIAGNOSTICS.suffix(),
                prefix + Topic.DEAD_LETTERS.suffix(),
                prefix + Topic.CONTROL.suffix(),
                prefix + Topic.CHANGES.suffix());
    }

    /** The same names but for the topic that observations are read from. */
    public TopicNames withObservations(String name) {
        return new TopicNames(name, forecasts, analysis, quality, diagnostics, deadLetters, control, changes);
    }

    public String of(Topic topic) {
        return switch (topic) {
            case OBSERVATIONS -> observations;
            case FORECASTS -> forecasts;
            case ANALYSIS -> analysis;
            case QUALITY -> quality;
            case DIAGNOSTICS -> diagnostics;
            case DEAD_LETTERS -> deadLetters;
            case CONTROL -> control;
            case CHANGES -> changes;
        };
    }

    public List<String> all() {
        return List.of(observations, forecasts, analysis, quality, diagnostics, deadLetters, control, changes);
    }
}
