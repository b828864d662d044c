package io.fieldcast.tests.monitoring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fieldcast.tests.cluster.JavaProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The installed Prometheus with the project's own configuration and rules; only whom it scrapes and whom it alerts is put in place of
 * the names that a compose file's network knows. Thread-safe.
 */
final class Prometheus implements AutoCloseable {
    private static final String PROGRAM = "prometheus";
    private static final String NAMES = "dns_sd_configs";

    private final JavaProcess process;
    private final HttpJson http;
    private final Path targets;

    private Prometheus(JavaProcess process, HttpJson http, Path targets) {
        this.process = process;
        this.http = http;
        this.targets = targets;
    }

    static boolean isInstalled() {
        return Programs.find(PROGRAM).isPresent();
    }

    /**
     * Starts it and waits until it answers.
     *
     * @param folder receives its configuration, data and log
     * @param monitoring the project's folder of that name
     * @param job host and port of the process to scrape
     * @param alertmanager host and port
     */
    static Prometheus start(Path folder, Path monitoring, String job, String alertmanager)
            throws IOException, InterruptedException {
        Path targets = folder.resolve("targets.json");
        write(targets, job);
        Path source = monitoring.resolve("prometheus/prometheus.yml");
        ObjectNode configuration = (ObjectNode) AlertRule.YAML.readTree(source.toFile());
        Path rules = monitoring.resolve("prometheus/rules").toAbsolutePath().normalize();
        configuration.putArray("rule_files").add(rules + "/*.yaml");
        ObjectNode scraped = (ObjectNode) configuration.at("/scrape_configs/0");
        scraped.remove(NAMES);
        scraped.putArray("file_sd_configs").addObject().putArray("files").add(targets.toString());
        ObjectNode alerted = (ObjectNode) configuration.at("/alerting/alertmanagers/0");
        alerted.remove(NAMES);
        alerted.putArray("static_configs").addObject().putArray("targets").add(alertmanager);
        Path file = folder.resolve("prometheus.yml");
        AlertRule.YAML.writeValue(file.toFile(), configuration);
        String address = "127.0.0.1:" + Programs.freePort();
        JavaProcess process = JavaProcess.program(
                PROGRAM,
                folder.resolve("prometheus.log"),
                List.of(
                        PROGRAM,
                        "--config.file=" + file,
                        "--storage.tsdb.path=" + folder.resolve("prometheus"),
                        "--web.listen-address=" + address));
        HttpJson http = new HttpJson(URI.create("http://" + address));
        http.awaitReady("/-/ready", process);
        return new Prometheus(process, http, targets);
    }

    /** From now on scrapes this process, host and port, in the place of the one before. */
    void scrape(String job) throws IOException {
        write(targets, job);
    }

    /** At once, since Prometheus may read the file at any moment. */
    private static void write(Path targets, String job) throws IOException {
        Path fresh = targets.resolveSibling(targets.getFileName() + ".new");
        Files.writeString(fresh, "[{\"targets\": [\"" + job + "\"]}]");
        Files.move(fresh, targets, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** What a query answers at {@code at}. */
    List<Series> instant(String query, Instant at) throws IOException, InterruptedException {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("query", query);
        parameters.put("time", Long.toString(at.getEpochSecond()));
        return series(data("/api/v1/query", parameters).get("result"));
    }

    /** What a query answers from {@code from} to {@code to}. */
    List<Series> range(String query, Instant from, Instant to, Duration step) throws IOException, InterruptedException {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("query", query);
        parameters.put("start", Long.toString(from.getEpochSecond()));
        parameters.put("end", Long.toString(to.getEpochSecond()));
        parameters.put("step", Long.toString(step.toSeconds()));
        return series(data("/api/v1/query_range", parameters).get("result"));
    }

    /** The values of a label among the series that match. */
    List<String> labelValues(String label, String series) throws IOException, InterruptedException {
        List<String> values = new ArrayList<>();
        data("/api/v1/label/" + label + "/values", Map.of("match[]", series))
                .forEach(value -> values.add(value.asText()));
        return values;
    }

    /** {@code pending} or {@code firing}; empty while the alert's condition does not hold. */
    Optional<String> stateOf(String alert) throws IOException, InterruptedException {
        for (JsonNode active : data("/api/v1/alerts", Map.of()).get("alerts")) {
            if (active.at("/labels/alertname").asText().equals(alert)) {
                return Optional.of(active.get("state").asText());
            }
        }
        return Optional.empty();
    }

    /** By name, whether Prometheus could evaluate each rule: {@code ok}, or what hindered it. */
    Map<String, String> rules() throws IOException, InterruptedException {
        Map<String, String> health = new LinkedHashMap<>();
        for (JsonNode group : data("/api/v1/rules", Map.of()).get("groups")) {
            for (JsonNode rule : group.get("rules")) {
                String error = rule.path("lastError").asText("");
                health.put(
                        rule.get("name").asText(),
                        error.isEmpty() ? rule.get("health").asText() : error);
            }
        }
        return health;
    }

    /** Its own version. */
    String version() throws IOException, InterruptedException {
        return data("/api/v1/status/buildinfo", Map.of()).get("version").asText();
    }

    private JsonNode data(String path, Map<String, String> parameters) throws IOException, InterruptedException {
        return http.get(path, parameters).get("data");
    }

    private static List<Series> series(JsonNode result) {
        List<Series> all = new ArrayList<>();
        for (JsonNode one : result) {
            Map<String, String> labels = new HashMap<>();
            one.get("metric")
                    .properties()
                    .forEach(
                            label -> labels.put(label.getKey(), label.getValue().asText()));
            List<Double> times = new ArrayList<>();
            List<Double> values = new ArrayList<>();
            for (JsonNode point : one.has("values") ? one.get("values") : List.of(one.get("value"))) {
                times.add(point.get(0).asDouble());
                values.add(number(point.get(1).asText()));
            }
            all.add(new Series(labels, times, values));
        }
        return all;
    }

    private static double number(String text) {
        return switch (text) {
            case "+Inf" -> Double.POSITIVE_INFINITY;
            case "-Inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(text);
        };
    }

    @Override
    public void close() {
        process.close();
    }
}
