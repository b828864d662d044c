package io.fieldcast.pipeline.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fieldcast.connectors.json.JsonMessages;
import io.fieldcast.connectors.json.JsonReader;
import io.fieldcast.connectors.kafka.OutgoingProducer;
import io.fieldcast.connectors.kafka.TopicNames;
import io.fieldcast.connectors.kafka.TopicReader;
import io.fieldcast.connectors.kafka.Topics;
import io.fieldcast.connectors.record.Control;
import io.fieldcast.connectors.record.Outgoing;
import io.fieldcast.domain.ChangeReport;
import io.fieldcast.forecasting.Forecaster;
import io.fieldcast.pipeline.config.FieldFile;
import io.fieldcast.pipeline.job.ChangeRefused;
import io.fieldcast.pipeline.job.ChangedJob;
import io.fieldcast.pipeline.job.FieldJob;
import io.fieldcast.store.ModelFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Changes a running job through its control topic. */
@Command(
        name = "control",
        mixinStandardHelpOptions = true,
        description = {
            "Change the model or the settings of a running job from a moment on, or take a change back.",
            "",
            "A change says how the field's file would read: what it does not name is as in the file, whatever earlier changes said. "
                    + "It is checked here as the job will check it."
        })
final class ControlCommand implements Callable<Integer> {
    private static final String NEXT = "next";

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private FieldOptions fields = new FieldOptions();

    @Option(names = "--model", paramLabel = "FILE", description = "A model file that takes the place of the field's.")
    private @Nullable Path model;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "A setting, such as dynamics.kept=0.9; may be given several times.")
    private List<String> settings = new ArrayList<>();

    @Option(
            names = "--from",
            paramLabel = "TIME",
            defaultValue = NEXT,
            description =
                    "The first cycle not before this time is the first that changes, such as 2026-01-01T00:00:00Z; by default "
                            + "the next one, whichever that is when the job hears of it.")
    private String from = NEXT;

    @Option(
            names = "--id",
            paramLabel = "NAME",
            description = "What the change is called; by default by the time of day.")
    private @Nullable String id;

    @Option(
            names = "--rollback",
            arity = "0..1",
            fallbackValue = "",
            paramLabel = "NAME",
            description = "Take back this change and all since, or the one in force.")
    private @Nullable String rollback;

    @Option(names = "--list", description = "Show what became of all changes.")
    private boolean list;

    @Option(
            names = "--print",
            description =
                    "Print the message instead of sending it; ./fieldcast backtest --control reads a file of such lines.")
    private boolean print;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = Terminal.out(spec);
        FieldFile field = fields.readOne();
        if (list) {
            list(field, out);
        } else {
            Outgoing message = new JsonMessages().control(control(field, out));
            if (print) {
                out.println(message.text());
            } else {
                send(field, message, out);
            }
        }
        out.flush();
        return 0;
    }

    private Control control(FieldFile field, PrintWriter out) throws IOException {
        String name = id == null ? "at-" + Instant.now().truncatedTo(ChronoUnit.MILLIS) : id;
        if (rollback != null) {
            if (model != null || !settings.isEmpty()) {
                throw new IOException("--rollback goes without --model and --set");
            }
            return Control.rollback(field.name(), name, from(), rollback);
        }
        if (model == null && settings.isEmpty()) {
            throw new IOException("nothing to do: give --model, --set, --rollback or --list");
        }
        ObjectNode said = Assignments.mapping(settings);
        byte[] bytes = {};
        String checksum = "";
        if (model != null) {
            ModelFile file = ModelFile.read(model);
            bytes = file.bytes();
            checksum = file.checksum();
        }
        Control change =
                Control.change(field.name(), name, from(), said.isEmpty() ? "" : said.toString(), bytes, checksum);
        try {
            FieldJob job = ChangedJob.of(FieldJob.of(field), change);
            // What only shows when it is built.
            new Forecaster(job.settings()).start(0);
            if (!print) {
                out.printf("%s is fine: model %s, configuration %s%n", name, job.model(), job.configuration());
            }
        } catch (ChangeRefused e) {
            throw new IOException("the change would be refused: " + e.reason(), e);
        }
        return change;
    }

    private long from() throws IOException {
        if (from.equals(NEXT)) {
            return Control.NEXT;
        }
        try {
            return Instant.parse(from).toEpochMilli();
        } catch (DateTimeException e) {
            throw new IOException("--from: expected a moment such as 2026-01-01T00:00:00Z, or next, got " + from, e);
        }
    }

    private void send(FieldFile field, Outgoing message, PrintWriter out) {
        TopicNames topics = topics(field);
        try (OutgoingProducer producer = new OutgoingProducer(field.kafka().bootstrap(), topics, properties(field))) {
            producer.send(message);
            producer.flush();
        }
        out.printf(
                "Sent to %s at %s, from %s on%n",
                topics.control(), field.kafka().bootstrap(), from.equals(NEXT) ? "the next cycle" : from);
        out.println(
                "What becomes of it: ./fieldcast control --list -c …; back again: ./fieldcast control --rollback -c …");
    }

    /** The latest word on each change, in the order in which they were first heard of. */
    private static void list(FieldFile field, PrintWriter out) {
        Map<String, ChangeReport> latest = new LinkedHashMap<>();
        try (TopicReader reader = TopicReader.open(
                field.kafka().bootstrap(), List.of(topics(field).changes()), properties(field))) {
            reader.readToEnd().stream()
                    .map(message -> JsonReader.change(message.value()))
                    .filter(report -> report.field().equals(field.name()))
                    .forEach(report -> latest.put(report.id(), report));
        }
        latest.values().forEach(report -> out.println(line(report)));
        out.printf("%d changes of %s; its file is configuration %s%n", latest.size(), field.name(), field.hash());
    }

    /** What became of a change, on one line. */
    static String line(ChangeReport report) {
        StringBuilder line =
                new StringBuilder("  " + report.id() + " " + report.code().meaning());
        if (!report.from().equals(Instant.MIN)) {
            line.append(", ").append(report.from());
        }
        if (!report.configuration().isEmpty()) {
            line.append(", model ")
                    .append(report.model())
                    .append(", configuration ")
                    .append(report.configuration());
        }
        if (!report.reason().isEmpty()) {
            line.append(": ").append(report.reason());
        }
        return line.toString();
    }

    private static TopicNames topics(FieldFile field) {
        TopicNames topics = TopicNames.withPrefix(field.kafka().prefix());
        Topics.createMissing(field.kafka().bootstrap(), topics.all(), 1, properties(field));
        return topics;
    }

    private static Properties properties(FieldFile field) {
        Properties properties = new Properties();
        field.kafka().properties().forEach(properties::setProperty);
        return properties;
    }
}
