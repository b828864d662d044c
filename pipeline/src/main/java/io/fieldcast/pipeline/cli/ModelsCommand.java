package io.fieldcast.pipeline.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fieldcast.dynamics.Choices;
import io.fieldcast.dynamics.Claim;
import io.fieldcast.dynamics.Dynamics;
import io.fieldcast.dynamics.Propagator;
import io.fieldcast.dynamics.Setting;
import io.fieldcast.geometry.Grid;
import io.fieldcast.geometry.StationNodes;
import io.fieldcast.pipeline.config.FieldFile;
import io.fieldcast.training.Trainer;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists the dynamics. */
@Command(
        name = "models",
        mixinStandardHelpOptions = true,
        description =
                "List the dynamics that a field can have: what each is, when to use it, what it promises, what it costs.")
final class ModelsCommand implements Callable<Integer> {
    /** Where claims of dynamics that need no model are looked at. */
    private static final Grid GRID = new Grid(9, 9, 0, 0, 0.25);

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--json", description = "As JSON, one object for each.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = Terminal.out(spec);
        if (json) {
            ArrayNode all = new ObjectMapper().createArrayNode();
            for (Dynamics dynamics : Dynamics.kinds().values()) {
                describe(dynamics, ModelCost.measured(dynamics), all.addObject());
            }
            out.println(new ObjectMapper()
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .writeValueAsString(all));
        } else {
            for (Dynamics dynamics : Dynamics.kinds().values()) {
                print(dynamics, ModelCost.measured(dynamics), out);
            }
            out.println("A model: ./fieldcast train -c FIELD.yaml; then dynamics: {kind: NAME, model: FILE}.");
        }
        out.flush();
        return 0;
    }

    private static void print(Dynamics dynamics, Optional<ModelCost> cost, PrintWriter out) {
        out.println(dynamics.name());
        line(out, "is", dynamics.summary());
        line(out, "use", dynamics.use());
        line(out, "claims", claims(dynamics).map(ModelsCommand::list).orElse("those of its model file"));
        for (Setting setting : dynamics.settings()) {
            line(
                    out,
                    "setting",
                    String.format(
                            Locale.ROOT,
                            "%s: %s (%s..%s) %s",
                            setting.key(),
                            number(setting.fallback()),
                            number(setting.least()),
                            number(setting.most()),
                            setting.meaning()));
        }
        line(out, "trained", training(dynamics));
        line(out, "paper", dynamics.paper());
        line(out, "cost", cost.map(ModelCost::text).orElse("that of its trained network, not measured without one"));
        out.println();
    }

    private static void line(PrintWriter out, String what, String text) {
        out.printf("  %-8s %s%n", what, text);
    }

    private static String list(List<String> claims) {
        return claims.isEmpty() ? "none" : String.join(", ", claims);
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e6
                ? String.valueOf((long) value)
                : String.format(Locale.ROOT, "%.4g", value);
    }

    private static String training(Dynamics dynamics) {
        if (!dynamics.trained() && build(dynamics).parameters().isEmpty()) {
            return "never: there is nothing to learn";
        }
        String how = FieldFile.trainer(dynamics).map(Trainer::summary).orElse("no trainer on the class path");
        return (dynamics.trained() ? "must be: " : "may be: ") + how;
    }

    /** What it promises, built with its defaults on a small grid; empty where it cannot be built without a model. */
    private static Optional<List<String>> claims(Dynamics dynamics) {
        if (dynamics.trained()) {
            return Optional.empty();
        }
        return Optional.of(
                build(dynamics).claims().stream().map(Claim::text).sorted().toList());
    }

    /** On cells, or where the dynamics do not live there, on nodes. */
    private static Propagator build(Dynamics dynamics) {
        Choices choices = Choices.defaults(dynamics.settings());
        try {
            return dynamics.build(GRID, 1, choices);
        } catch (IllegalArgumentException e) {
            double[] xs = {0, 1, 0, 1, 0.5};
            double[] ys = {0, 0, 1, 1, 0.5};
            return dynamics.build(new StationNodes(xs, ys, 1), 1, choices);
        }
    }

    private static void describe(Dynamics dynamics, Optional<ModelCost> cost, ObjectNode node) {
        node.put("name", dynamics.name()).put("summary", dynamics.summary()).put("use", dynamics.use());
        claims(dynamics).ifPresent(claims -> {
            ArrayNode list = node.putArray("claims");
            claims.forEach(list::add);
        });
        ArrayNode settings = node.putArray("settings");
        for (Setting setting : dynamics.settings()) {
            settings.addObject()
                    .put("key", setting.key())
                    .put("default", setting.fallback())
                    .put("least", setting.least())
                    .put("most", setting.most())
                    .put("meaning", setting.meaning());
        }
        node.put("needs_model", dynamics.trained())
                .put("training", training(dynamics))
                .put("paper", dynamics.paper());
        cost.ifPresent(measured -> node.putObject("cost")
                .put("microseconds", measured.microseconds())
                .put("cells", ModelCost.SIDE * ModelCost.SIDE));
    }
}
