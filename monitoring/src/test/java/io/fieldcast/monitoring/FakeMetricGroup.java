package io.fieldcast.monitoring;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.metrics.CharacterFilter;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.LogicalScopeProvider;
import org.apache.flink.metrics.Meter;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.metrics.reporter.MetricReporter;

/** A metric group as Flink's runtime makes them: tells the reporter of each metric, keeps scope and variables. */
final class FakeMetricGroup implements MetricGroup, LogicalScopeProvider {
    private final MetricReporter reporter;
    private final String scope;
    private final Map<String, String> variables;
    private final List<Runnable> removals;

    private FakeMetricGroup(
            MetricReporter reporter, String scope, Map<String, String> variables, List<Runnable> removals) {
        this.reporter = reporter;
        this.scope = scope;
        this.variables = variables;
        this.removals = removals;
    }

    /** The group of an operator's subtask, with the variables that Flink gives to one. */
    static FakeMetricGroup operator(MetricReporter reporter, int subtask, int attempt) {
        Map<String, String> variables = new TreeMap<>(Map.of(
                "<host>",
                "localhost",
                "<tm_id>",
                "tm-1",
                "<job_id>",
                "j" + attempt,
                "<job_name>",
                "wind",
                "<task_name>",
                "cycle",
                "<task_attempt_id>",
                "a" + attempt,
                "<task_attempt_num>",
                Integer.toString(attempt),
                "<subtask_index>",
                Integer.toString(subtask)));
        return new FakeMetricGroup(reporter, "taskmanager.job.task.operator", variables, new ArrayList<>());
    }

    /** What Flink does when a task ends: every metric of this group and of those below is taken away. */
    void end() {
        removals.forEach(Runnable::run);
        removals.clear();
    }

    private <M extends Metric> M tell(String name, M metric) {
        reporter.notifyOfAddedMetric(metric, name, this);
        removals.add(() -> reporter.notifyOfRemovedMetric(metric, name, this));
        return metric;
    }

    @Override
    public Counter counter(String name) {
        return tell(name, new SimpleCounter());
    }

    @Override
    public <C extends Counter> C counter(String name, C counter) {
        return tell(name, counter);
    }

    @Override
    public <T, G extends Gauge<T>> G gauge(String name, G gauge) {
        return tell(name, gauge);
    }

    @Override
    public <H extends Histogram> H histogram(String name, H histogram) {
        return tell(name, histogram);
    }

    @Override
    public <M extends Meter> M meter(String name, M meter) {
        return tell(name, meter);
    }

    @Override
    public FakeMetricGroup addGroup(String name) {
        return new FakeMetricGroup(reporter, scope + "." + name, variables, removals);
    }

    @Override
    public FakeMetricGroup addGroup(String key, String value) {
        Map<String, String> more = new TreeMap<>(variables);
        more.put("<" + key + ">", value);
        return new FakeMetricGroup(reporter, scope + "." + key, more, removals);
    }

    @Override
    public String[] getScopeComponents() {
        return scope.split("\\.", -1);
    }

    @Override
    public Map<String, String> getAllVariables() {
        return variables;
    }

    @Override
    public String getMetricIdentifier(String name) {
        return scope + "." + name;
    }

    @Override
    public String getMetricIdentifier(String name, CharacterFilter filter) {
        return filter.filterCharacters(getMetricIdentifier(name));
    }

    @Override
    public String getLogicalScope(CharacterFilter filter) {
        return getLogicalScope(filter, '.');
    }

    @Override
    public String getLogicalScope(CharacterFilter filter, char delimiter) {
        return scope.replace('.', delimiter);
    }

    @Override
    public MetricGroup getWrappedMetricGroup() {
        return this;
    }
}
