package io.fieldcast.pipeline.run;

import io.fieldcast.connectors.control.ControlSource;
import io.fieldcast.connectors.csv.CsvObservations;
import io.fieldcast.connectors.intake.ClockLimits;
import io.fieldcast.connectors.intake.Networks;
import io.fieldcast.connectors.intake.Rules;
import io.fieldcast.connectors.record.Outgoing;
import io.fieldcast.domain.Station;
import io.fieldcast.pipeline.config.FieldFile;
import io.fieldcast.pipeline.job.ForecastJob;
import io.fieldcast.pipeline.job.JobPlan;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.CloseableIterator;

/** Replays a field's history through the job's own graph, with a file at one end and this process at the other. */
public final class Backtest {
    private final FieldFile field;
    private final History history;
    private final JobPlan plan;
    private final ControlSource control;

    /** @param plan the job's plan for this one field */
    public Backtest(FieldFile field, History history, JobPlan plan) {
        this(field, history, plan, ControlSource.none(Boundedness.BOUNDED));
    }

    /**
     * A backtest of a field that changes on the way.
     *
     * @param plan the job's plan for this one field
     * @param control the changes, all of them known before the first cycle
     */
    public Backtest(FieldFile field, History history, JobPlan plan, ControlSource control) {
        this.field = field;
        this.history = history;
        this.plan = plan.bounded();
        this.control = control;
    }

    /**
     * Runs to the end of the history.
     *
     * @param sink receives every message, as it comes, on the calling thread
     * @throws Exception if the job fails
     */
    public void run(Consumer<Outgoing> sink) throws Exception {
        StreamExecutionEnvironment env = LocalFlink.environment(plan.parallelism(), Optional.empty(), false);
        FieldFile.Data data = field.data().orElseThrow();
        ForecastJob.Messages messages = ForecastJob.build(
                env, CsvObservations.source(history.file(), data.layout(), rules(List.of(field))), control, plan);
        // The operator that hands results to this process belongs to Flink and takes no identifier.
        Configuration configuration = new Configuration();
        configuration.set(PipelineOptions.AUTO_GENERATE_UIDS, true);
        env.configure(configuration);
        CloseableIterator<Outgoing> results =
                messages.forecasts().union(messages.letters()).executeAndCollect("fieldcast backtest " + field.name());
        // Not a resource of try: its close throws anything, interruption too, which the compiler warns of.
        try {
            results.forEachRemaining(sink);
        } finally {
            results.close();
        }
    }

    /** What the records of these fields are checked against. */
    public static Rules rules(List<FieldFile> fields) {
        Map<String, List<String>> stations = new LinkedHashMap<>();
        Map<String, String> units = new HashMap<>();
        ClockLimits limits = ClockLimits.DEFAULT;
        for (FieldFile field : fields) {
            if (!field.unit().isEmpty()) {
                units.put(field.name(), field.unit());
            }
            stations.put(
                    field.name(),
                    field.settings().network().stations().stream()
                            .map(Station::id)
                            .toList());
            limits = limits.withMaxLeap(field.name(), field.stream().leap());
        }
        Rules rules = Rules.of(Networks.of(stations)).withUnits(units).withLimits(limits);
        return fields.size() == 1 ? rules.withDefaultField(fields.get(0).name()) : rules;
    }
}
