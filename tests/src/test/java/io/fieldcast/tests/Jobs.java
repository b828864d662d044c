package io.fieldcast.tests;

import io.fieldcast.connectors.control.ControlDecoder;
import io.fieldcast.connectors.control.ControlSource;
import io.fieldcast.connectors.csv.CsvObservations;
import io.fieldcast.connectors.json.JsonMessages;
import io.fieldcast.connectors.record.Control;
import io.fieldcast.connectors.record.Incoming;
import io.fieldcast.connectors.record.Outgoing;
import io.fieldcast.pipeline.config.FieldFile;
import io.fieldcast.pipeline.job.ForecastJob;
import io.fieldcast.pipeline.job.JobPlan;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.CloseableIterator;

/** Jobs that run to the end of their input on the test's own cluster. */
final class Jobs {
    private Jobs() {}

    /** Runs a field over the file it names, with changes on the way. */
    static Sent replay(FieldFile field, int parallelism, Control... changes) throws Exception {
        FieldFile.Data data = field.data().orElseThrow();
        return collect(
                CsvObservations.source(data.observations(), data.layout(), WindDays.rules(field)),
                ControlSource.lines(
                        "test",
                        Arrays.stream(changes)
                                .map(change ->
                                        new JsonMessages().control(change).text())
                                .toList(),
                        new ControlDecoder(List.of(field.name()))),
                JobPlan.of(List.of(field)).bounded().withParallelism(parallelism));
    }

    /** Writes rows as a file and runs the usual field over it. */
    static Sent replay(Path file, List<String> rows, int parallelism) throws Exception {
        return replay(WindDays.field(WindDays.write(file, rows)), parallelism);
    }

    /** Runs a plan over a source that ends. */
    static Sent collect(Source<Incoming, ?, ?> source, JobPlan plan) throws Exception {
        return collect(source, ControlSource.none(source.getBoundedness()), plan);
    }

    private static Sent collect(Source<Incoming, ?, ?> source, ControlSource control, JobPlan plan) throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        ForecastJob.Messages messages = ForecastJob.build(env, source, control, plan);
        // The operator that hands results to this process belongs to Flink and takes no identifier.
        Configuration configuration = new Configuration();
        configuration.set(PipelineOptions.AUTO_GENERATE_UIDS, true);
        env.configure(configuration);
        List<Outgoing> sent = new ArrayList<>();
        CloseableIterator<Outgoing> results =
                messages.forecasts().union(messages.letters()).executeAndCollect();
        try {
            results.forEachRemaining(sent::add);
        } finally {
            results.close();
        }
        return Sent.of(sent);
    }
}
