package io.fieldcast.pipeline.cli;

import io.fieldcast.verification.twin.Figure;
import io.fieldcast.verification.twin.Target;
import io.fieldcast.verification.twin.TwinCase;
import io.fieldcast.verification.twin.TwinResult;
import io.fieldcast.verification.twin.TwinRow;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What twin experiments reached, as lines of a table. */
final class TwinTable {
    private static final List<Figure> DIAGNOSTICS =
            List.of(Figure.SPREAD_RATIO, Figure.CHI2, Figure.FLATNESS, Figure.CRPS);

    private TwinTable() {}

    /** Title of a case and heads of the columns. */
    static String head(TwinCase some, boolean withoutTimes) {
        String columns = String.format(
                Locale.ROOT,
                "%-42s %-17s %-7s %-13s %-9s %-7s %-13s %7s %6s %8s %7s %s %8s  %s",
                "method",
                "rmse.a ± sd",
                "ref",
                "accepted",
                "rmse.f",
                "ref",
                "accepted",
                "spr/err",
                "chi2",
                "flatness",
                "crps",
                withoutTimes ? "" : "ms/cycle",
                "runs",
                "reached");
        return "Case " + some.name() + "  " + some.title() + System.lineSeparator() + columns.stripTrailing();
    }

    /** A row, and below it a line for each figure that has no column. */
    static String row(TwinResult result, boolean withoutTimes) {
        StringBuilder text = new StringBuilder();
        text.append(String.format(
                Locale.ROOT,
                "%-42s %-17s %-7s %-13s %-9s %-7s %-13s %7s %6s %8s %7s %s %8s  %s",
                result.row().method(),
                number(result.mean(Figure.RMSE_A)) + " ± " + number(result.deviation(Figure.RMSE_A)),
                reference(result.row(), Figure.RMSE_A),
                accepted(result.row(), Figure.RMSE_A),
                number(result.mean(Figure.RMSE_F)),
                reference(result.row(), Figure.RMSE_F),
                accepted(result.row(), Figure.RMSE_F),
                optional(result, Figure.SPREAD_RATIO),
                optional(result, Figure.CHI2),
                optional(result, Figure.FLATNESS),
                optional(result, Figure.CRPS),
                withoutTimes ? "" : String.format(Locale.ROOT, "%8s", optional(result, Figure.CYCLE_MS)),
                result.cycles() + "x" + result.runs().size(),
                result.isJudged() ? (result.accepted() ? "yes" : "NO") : "-"));
        for (Figure figure : Figure.values()) {
            if (hasLine(figure) && result.has(figure) && !(withoutTimes && figure.isTime())) {
                text.append(System.lineSeparator()).append(line(result, figure));
            }
        }
        return text.toString();
    }

    private static boolean hasLine(Figure figure) {
        return !DIAGNOSTICS.contains(figure)
                && figure != Figure.RMSE_A
                && figure != Figure.RMSE_F
                && figure != Figure.SPREAD_A
                && figure != Figure.CYCLE_MS;
    }

    private static String line(TwinResult result, Figure figure) {
        String text = String.format(
                Locale.ROOT,
                "    %s %s ± %s",
                figure.key(),
                number(result.mean(figure)),
                number(result.deviation(figure)));
        return target(result.row(), figure)
                .map(target -> text
                        + (target.reference().isPresent()
                                ? ", reference " + number(target.reference().getAsDouble())
                                : "")
                        + (target.isJudged() ? ", accepted " + bound(target) : ""))
                .orElse(text);
    }

    private static Optional<Target> target(TwinRow row, Figure figure) {
        return row.targets().stream()
                .filter(target -> target.figure() == figure)
                .findFirst();
    }

    /** What others reach, or a dash. */
    static String reference(TwinRow row, Figure figure) {
        return target(row, figure)
                .filter(target -> target.reference().isPresent())
                .map(target -> number(target.reference().getAsDouble()))
                .orElse("-");
    }

    /** What is asked for, or a dash. */
    static String accepted(TwinRow row, Figure figure) {
        return target(row, figure)
                .filter(Target::isJudged)
                .map(TwinTable::bound)
                .orElse("-");
    }

    static String bound(Target target) {
        return target.least() == Double.NEGATIVE_INFINITY
                ? "<= " + number(target.most())
                : number(target.least()) + ".." + number(target.most());
    }

    private static String optional(TwinResult result, Figure figure) {
        return result.has(figure) ? number(result.mean(figure)) : "-";
    }

    private static String number(double value) {
        double size = Math.abs(value);
        if (size == 0 || !Double.isFinite(value)) {
            return String.format(Locale.ROOT, "%s", value == 0 ? "0" : value);
        }
        return String.format(Locale.ROOT, size < 1e-4 ? "%.1e" : size < 10 ? "%.4f" : "%.2f", value);
    }
}
