package io.fieldcast.pipeline.cli;

import io.fieldcast.forecasting.FieldSettings;
import io.fieldcast.forecasting.Forecaster;
import io.fieldcast.pipeline.config.Durations;
import io.fieldcast.pipeline.config.FieldFile;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Checks configurations and says what is in force. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = "Check a field's file: every problem at once, or what is in force and what to look at.")
final class CheckCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private FieldOptions fields = new FieldOptions();

    @Option(names = "--print-config", description = "Print the configuration in force as YAML, defaults included.")
    private boolean printConfig;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = Terminal.out(spec);
        for (FieldFile field : fields.read()) {
            // What only shows when it is built, such as dynamics that do not live on the representation.
            new Forecaster(field.settings()).start(0);
            if (printConfig) {
                out.print(FieldOptions.effective(field));
            } else {
                explain(field, out);
            }
        }
        out.flush();
        return 0;
    }

    private static void explain(FieldFile field, PrintWriter out) {
        FieldSettings settings = field.settings();
        int stations = settings.network().stations().size();
        int virtual = settings.network().places().size() - stations;
        List<String> leads = settings.leads().stream().map(Durations::format).toList();
        out.printf(Locale.ROOT, "%s is fine (configuration %s)%n", field.name(), field.hash());
        out.printf(
                Locale.ROOT,
                "  network     %d stations, %d virtual, radius %.4g%s%n",
                stations,
                virtual,
                settings.network().radius(),
                field.geographic() ? " km" : "");
        out.printf(
                "  cycle       every %s; forecasts for %s%n",
                Durations.format(settings.step()), String.join(", ", leads));
        out.printf("  transform   %s%n", settings.transform());
        out.printf("  field       %s moved by %s%n", settings.representation(), settings.dynamics());
        FilterNotes.explain(settings).forEach(line -> out.println("  " + line));
        out.printf(
                "  stream      late by up to %s, checkpoint every %s, %s%n",
                Durations.format(field.stream().lateness()),
                Durations.format(field.stream().checkpoint()),
                field.kafka().exactlyOnce() ? "exactly once" : "at least once");
        for (String warning : warnings(field)) {
            out.println("  look at     " + warning);
        }
        out.println("  all of it   ./fieldcast check --print-config -c …");
    }

    private static List<String> warnings(FieldFile field) {
        FieldSettings settings = field.settings();
        List<String> warnings = new ArrayList<>();
        warnings.addAll(FilterNotes.warnings(settings));
        if (field.stream().lateness().compareTo(settings.step().multipliedBy(10)) > 0) {
            warnings.add("stream.lateness " + Durations.format(field.stream().lateness())
                    + " holds every forecast back by more than ten steps");
        }
        if (field.data().isEmpty()) {
            warnings.add("data.observations is not given: run works, replay, backtest and demo have nothing to read");
        }
        return warnings;
    }
}
