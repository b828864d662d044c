package io.fieldcast.monitoring;

import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.flink.metrics.CharacterFilter;
import org.apache.flink.metrics.LogicalScopeProvider;
import org.apache.flink.metrics.MetricGroup;

/** Flink's names and scopes in Micrometer's terms. */
final class MetricNames {
    /** These change with every restart of a task, so each would start new series for good. */
    private static final Set<String> EXCLUDED = Set.of("task_attempt_id", "task_attempt_num", "job_id");

    private static final Pattern WORD_START = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])");
    private static final Pattern NOT_A_WORD = Pattern.compile("[^A-Za-z0-9]+");

    private MetricNames() {}

    /** Such as {@code flink.taskmanager.job.task.num.records.in}: one name for one logical place, whoever runs there. */
    static String flinkName(String metricName, MetricGroup group) {
        String scope = LogicalScopeProvider.castFrom(group).getLogicalScope(CharacterFilter.NO_OP_FILTER, '.');
        return dotted("flink." + scope + "." + metricName);
    }

    /** All variables of the group, less the excluded ones. */
    static Tags flinkTags(MetricGroup group) {
        List<Tag> tags = new ArrayList<>();
        for (Map.Entry<String, String> variable : group.getAllVariables().entrySet()) {
            String key = bare(variable.getKey());
            if (!EXCLUDED.contains(key)) {
                tags.add(Tag.of(key, variable.getValue()));
            }
        }
        return Tags.of(tags);
    }

    /** Only the tags that {@code meter} declares: where in the cluster a field is computed is no concern of its reader. */
    static Tags ownTags(ForecastMeter meter, MetricGroup group) {
        Map<String, String> variables = group.getAllVariables();
        Tags tags = Tags.of("field", variables.getOrDefault("<field>", "unknown"));
        return meter.tag()
                .map(key -> tags.and(key, variables.getOrDefault("<" + key + ">", "unknown")))
                .orElse(tags);
    }

    /** Lower-case words between single dots: {@code numRecordsIn} becomes {@code num.records.in}. */
    static String dotted(String name) {
        String words = WORD_START.matcher(name).replaceAll(".");
        return NOT_A_WORD.matcher(words).replaceAll(".").toLowerCase(Locale.ROOT);
    }

    private static String bare(String variable) {
        boolean bracketed = variable.startsWith("<") && variable.endsWith(">");
        return bracketed ? variable.substring(1, variable.length() - 1) : variable;
    }
}
