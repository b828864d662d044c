package io.fieldcast.connectors.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fieldcast.connectors.record.Topic;
import org.junit.jupiter.api.Test;

class TopicNamesTest {
    @Test
    void areWhatTheDocumentationSays() {
        assertThat(TopicNames.DEFAULT.all())
                .containsExactly(
                        "fieldcast.observations",
                        "fieldcast.forecasts",
                        "fieldcast.analysis",
                        "fieldcast.quality",
                        "fieldcast.diagnostics",
                        "fieldcast.dead-letters",
                        "fieldcast.control",
                        "fieldcast.changes");
        assertThat(TopicNames.withPrefix("test_").of(Topic.DEAD_LETTERS)).isEqualTo("test_dead-letters");
    }

    @Test
    void mustBeLegalAndDiffer() {
        assertThatThrownBy(() -> TopicNames.withPrefix("a b")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new TopicNames("a", "b", "c", "d", "e", "f", "g", "a"))
                .hasMessageContaining("topic names must differ");
    }
}
