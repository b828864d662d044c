package io.fieldcast.pipeline.cli;

import io.fieldcast.connectors.csv.CsvReplay;
import io.fieldcast.connectors.kafka.OutgoingProducer;
import io.fieldcast.connectors.kafka.TopicNames;
import io.fieldcast.connectors.kafka.Topics;
import io.fieldcast.pipeline.config.FieldFile;
import io.fieldcast.pipeline.run.History;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Properties;
import java.util.concurrent.Callable;
import me.tongfei.progressbar.ProgressBar;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Sends recorded observations to Kafka. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description = "Send a field's recorded observations to its Kafka topic, at a chosen speed.")
final class ReplayCommand implements Callable<Integer> {
    private static final String FASTEST = "max";

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private FieldOptions fields = new FieldOptions();

    @Option(
            names = "--speed",
            paramLabel = "FACTOR",
            defaultValue = FASTEST,
            description =
                    "Seconds of recorded time for each second; 1 is as it was measured, max as fast as Kafka takes it; "
                            + "default ${DEFAULT-VALUE}.")
    private String speed = FASTEST;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = Terminal.out(spec);
        FieldFile field = fields.readOne();
        History history = History.of(field);
        TopicNames topics = TopicNames.withPrefix(field.kafka().prefix());
        Properties properties = new Properties();
        field.kafka().properties().forEach(properties::setProperty);
        Topics.createMissing(field.kafka().bootstrap(), topics.all(), 1, properties);
        CsvReplay replay =
                new CsvReplay(history.file(), field.data().orElseThrow().layout(), field.name(), factor());
        CsvReplay.State end;
        try (OutgoingProducer producer = new OutgoingProducer(field.kafka().bootstrap(), topics, properties);
                ProgressBar progress = Progress.bar("replay", "rows", history.rows())) {
            end = replay.run(producer, state -> {
                progress.stepTo(state.sent() + state.skipped());
                progress.setExtraMessage(state.time().toString());
            });
        }
        out.printf(
                "%d observations sent to %s at %s%n",
                end.sent(), topics.observations(), field.kafka().bootstrap());
        if (end.skipped() > 0) {
            out.printf(
                    "%d rows hold no observation and were skipped; the last: %s%n", end.skipped(), end.lastSkipped());
        }
        out.flush();
        return 0;
    }

    private double factor() throws IOException {
        if (speed.equals(FASTEST)) {
            return CsvReplay.AS_FAST_AS_POSSIBLE;
        }
        try {
            double factor = Double.parseDouble(speed);
            if (factor > 0) {
                return factor;
            }
        } catch (NumberFormatException e) {
            throw new IOException("--speed: expected a number above 0 or max, got " + speed, e);
        }
        throw new IOException("--speed: expected a number above 0 or max, got " + speed);
    }
}
