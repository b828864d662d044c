package io.fieldcast.tests.monitoring;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Prometheus' alert rules as Grafana provisions them, for who has Grafana's alerting and no Alertmanager. A Prometheus alert fires for
 * every series that its expression leaves, whatever the value; in Grafana that takes a second expression, true for any value, and a
 * third that compares it.
 */
public final class GrafanaAlerts {
    /** Where the rules stand, from the repository's root. */
    public static final Path RULES = Path.of("monitoring/prometheus/rules/fieldcast.yaml");

    /** Where Grafana's form of them stands. */
    public static final Path PROVISIONED = Path.of("monitoring/grafana/provisioning/alerting/fieldcast.yaml");

    private static final String HEAD = "# Made from prometheus/rules by io.fieldcast.tests.monitoring.GrafanaAlerts.\n";
    private static final int WINDOW_SECONDS = 3600;

    private GrafanaAlerts() {}

    /** Writes the provisioning file: {@code GrafanaAlerts ROOT}, the repository's root. */
    public static void main(String[] arguments) throws IOException {
        Path root = Path.of(arguments[0]);
        Files.writeString(root.resolve(PROVISIONED), provisioning(AlertRule.read(root.resolve(RULES))));
    }

    /** The provisioning file for these rules. */
    public static String provisioning(List<AlertRule> rules) throws IOException {
        ObjectNode file = AlertRule.YAML.createObjectNode();
        file.put("apiVersion", 1);
        ArrayNode groups = file.putArray("groups");
        for (String name : rules.stream().map(AlertRule::group).distinct().toList()) {
            ObjectNode group = groups.addObject();
            group.put("orgId", 1);
            group.put("name", name);
            group.put("folder", "Fieldcast");
            group.put("interval", "10s");
            ArrayNode list = group.putArray("rules");
            rules.stream().filter(rule -> rule.group().equals(name)).forEach(rule -> add(list.addObject(), rule));
        }
        YAMLFactory yaml = YAMLFactory.builder()
                .disable(YAMLGenerator.Feature.SPLIT_LINES)
                .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
                .enable(YAMLGenerator.Feature.LITERAL_BLOCK_STYLE)
                .build();
        return HEAD + AlertRule.YAML.copyWith(yaml).writeValueAsString(file);
    }

    private static void add(ObjectNode target, AlertRule rule) {
        target.put("uid", "fieldcast-" + rule.name().toLowerCase(Locale.ROOT));
        target.put("title", rule.name());
        target.put("condition", "fires");
        target.put("for", rule.lasting());
        // An expression that leaves no series is a healthy one.
        target.put("noDataState", "OK");
        target.put("execErrState", "Error");
        target.putObject("labels").put("severity", rule.severity());
        target.putObject("annotations").put("summary", rule.summary().replace("$value ", "$values.query.Value "));
        ArrayNode data = target.putArray("data");
        expression(data, "query", "prometheus")
                .put("expr", rule.expression())
                .put("instant", true)
                .put("range", false);
        expression(data, "any", "__expr__")
                .put("type", "math")
                .put("expression", "is_number($query) || is_nan($query) || is_inf($query)");
        expression(data, "fires", "__expr__")
                .put("type", "threshold")
                .put("expression", "any")
                .putArray("conditions")
                .addObject()
                .putObject("evaluator")
                .put("type", "gt")
                .putArray("params")
                .add(0);
    }

    private static ObjectNode expression(ArrayNode data, String refId, String datasource) {
        ObjectNode query = data.addObject();
        query.put("refId", refId);
        query.put("datasourceUid", datasource);
        query.putObject("relativeTimeRange").put("from", WINDOW_SECONDS).put("to", 0);
        return query.putObject("model").put("refId", refId);
    }
}
