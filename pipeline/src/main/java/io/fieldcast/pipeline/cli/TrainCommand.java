package io.fieldcast.pipeline.cli;

import io.fieldcast.pipeline.config.Durations;
import io.fieldcast.pipeline.config.FieldFile;
import io.fieldcast.pipeline.run.ModelTraining;
import io.fieldcast.store.ModelFile;
import io.fieldcast.training.Checkpoint;
import io.fieldcast.training.Trainer;
import io.fieldcast.training.TrainingData;
import io.fieldcast.training.TrainingProgress;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Fits a model file to a field's past. */
@Command(
        name = "train",
        mixinStandardHelpOptions = true,
        description = {
            "Fit the model of a field's dynamics to its recorded past.",
            "",
            "Uses what was observed before scoring begins, or what training.from and training.to say, and holds the end of that time out "
                    + "to stop by. Interrupted, it goes on where it stood when called again."
        })
final class TrainCommand implements Callable<Integer> {
    private static final Duration BETWEEN_LINES = Duration.ofSeconds(2);

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private FieldOptions fields = new FieldOptions();

    @Option(
            names = {"-o", "--out"},
            paramLabel = "FILE",
            description =
                    "The model file to write; by default dynamics.model of the field's file, or FIELD-KIND.model here.")
    private @Nullable Path output;

    @Option(
            names = "--restart",
            description = "Start afresh even if an unfinished training lies beside the model file.")
    private boolean restart;

    private long started;
    private long told;
    private double before = -1;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = Terminal.out(spec);
        FieldFile field = fields.readOneForTraining();
        Trainer trainer = ModelTraining.trainer(field);
        String fallback = field.name() + "-" + trainer.kind() + ".model";
        Path file = output == null ? field.training().model().orElse(Path.of(fallback)) : output;
        ModelTraining training = new ModelTraining(field, trainer, file);
        if (restart) {
            training.restart();
        }
        Checkpoint from = training.resume();
        explain(field, trainer, training, from, out);
        started = System.nanoTime();
        ModelFile model = training.run(from, (progress, checkpoint) -> {
            tell(progress, out);
            return true;
        });
        double seconds = (System.nanoTime() - started) * 1e-9;
        out.printf(Locale.ROOT, "wrote %s in %.1f s (SHA-256 %.16s…)%n", file, seconds, model.checksum());
        model.scores().forEach((name, score) -> out.printf(Locale.ROOT, "  %-22s %.6g%n", name, score));
        out.printf("  %-22s %s%n", "claims", model.claims().isEmpty() ? "none" : String.join(", ", model.claims()));
        out.printf(
                "next: dynamics: {kind: %s, model: %s} in the field's file, then ./fieldcast backtest -c …%n",
                trainer.kind(), file);
        out.flush();
        return 0;
    }

    private static void explain(
            FieldFile field, Trainer trainer, ModelTraining training, Checkpoint from, PrintWriter out) {
        TrainingData data = training.data();
        out.printf("%s: %s — %s%n", field.name(), trainer.kind(), trainer.summary());
        out.printf(
                "  fitted    %d steps from %s, held out %d to %s, %d rows%n",
                data.fit(),
                data.time(0),
                data.frames() - data.fit(),
                data.time(data.frames() - 1),
                data.representation().size());
        if (!from.isNone()) {
            out.printf("  goes on after epoch %d, as %s says%n", from.epoch(), training.checkpoint());
        }
        out.flush();
    }

    /** A line every few seconds: losses fall slowly, and a bar shows no number. */
    private void tell(TrainingProgress progress, PrintWriter out) {
        long now = System.nanoTime();
        if (before < 0) {
            // What was done before this process began is not known; the first epoch stands for it.
            before = progress.done();
            started = now;
        } else if (now - told < BETWEEN_LINES.toNanos() && progress.done() < 1) {
            return;
        }
        told = now;
        Duration left = progress.left(Duration.ofNanos(now - started), before);
        out.printf(
                Locale.ROOT,
                "  %-12s epoch %-5d loss %.6g%s  %3.0f %%  %s%n",
                progress.stage(),
                progress.epoch(),
                progress.loss(),
                Double.isNaN(progress.heldOut())
                        ? ""
                        : String.format(Locale.ROOT, "  held out %.6g", progress.heldOut()),
                100 * progress.done(),
                left.isZero() ? "" : "about " + Durations.format(Duration.ofSeconds(left.toSeconds() + 1)) + " left");
        out.flush();
    }
}
