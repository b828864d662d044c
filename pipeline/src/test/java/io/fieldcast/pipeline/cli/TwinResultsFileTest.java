package io.fieldcast.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.fieldcast.verification.twin.CaseA;
import io.fieldcast.verification.twin.Figure;
import io.fieldcast.verification.twin.Target;
import io.fieldcast.verification.twin.TwinCase;
import io.fieldcast.verification.twin.TwinRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The committed table of twin experiments and the README's are of the cases that are in the code. */
class TwinResultsFileTest {
    private static final Path ROOT = Path.of("..");
    private static final String NUMBER = "(\\S+)";

    private static List<String> table() throws IOException {
        return Files.readAllLines(ROOT.resolve("tests/results/twin.txt")).stream()
                .filter(line -> !line.startsWith("#"))
                .toList();
    }

    private static List<String> without(List<String> lines, String start) {
        return lines.stream()
                .filter(line -> !line.isBlank() && !line.startsWith(start))
                .toList();
    }

    /** Everything of a row's line but what was measured. */
    private static Pattern line(TwinRow row) {
        return Pattern.compile(Pattern.quote(String.format(Locale.ROOT, "%-42s ", row.method()))
                + NUMBER + " ± \\S+ +"
                + targets(row, Figure.RMSE_A) + NUMBER + " +"
                + targets(row, Figure.RMSE_F)
                + ".* " + row.cycles() + "x" + row.seeds() + "  "
                + (row.targets().stream().anyMatch(Target::isJudged) ? "(yes|NO)" : "(-)"));
    }

    private static String targets(TwinRow row, Figure figure) {
        return Pattern.quote(TwinTable.reference(row, figure)) + " +" + Pattern.quote(TwinTable.accepted(row, figure))
                + " +";
    }

    @Test
    void hasEveryRowOfEveryCaseWithItsReferenceItsBoundAndItsRunsAndNoOther() throws IOException {
        List<String> expected = new ArrayList<>();
        List<Pattern> patterns = new ArrayList<>();
        for (TwinCase some : TwinCase.all()) {
            for (String head : TwinTable.head(some, true).lines().toList()) {
                expected.add(head);
                patterns.add(Pattern.compile(Pattern.quote(head)));
            }
            for (TwinRow row : some.rows()) {
                expected.add(some.name() + " " + row.method());
                patterns.add(line(row));
            }
        }

        List<String> lines = without(table(), "    ");

        assertThat(lines).hasSameSizeAs(expected);
        for (int i = 0; i < lines.size(); i++) {
            assertThat(lines.get(i)).as(expected.get(i)).matches(patterns.get(i));
        }
    }

    /** The word at the end of a line follows from what stands before it and below. */
    @Test
    void saysOfEachRowWhetherItReachedWhatIsAskedFor() throws IOException {
        List<String> lines = table();
        for (TwinCase some : TwinCase.all()) {
            for (TwinRow row : some.rows()) {
                int at = indexOf(lines, some, row);
                Matcher matcher = line(row).matcher(lines.get(at));
                assertThat(matcher.matches()).as(row.method()).isTrue();
                boolean reached = true;
                for (Target target : row.targets()) {
                    double value = target.figure() == Figure.RMSE_A
                            ? Double.parseDouble(matcher.group(1))
                            : target.figure() == Figure.RMSE_F
                                    ? Double.parseDouble(matcher.group(2))
                                    : below(lines, at, target);
                    reached &= target.accepts(value);
                }
                if (!matcher.group(3).equals("-")) {
                    assertThat(matcher.group(3)).as(row.method()).isEqualTo(reached ? "yes" : "NO");
                }
            }
        }
    }

    private static int indexOf(List<String> lines, TwinCase some, TwinRow row) {
        int at = 0;
        while (!lines.get(at).startsWith("Case " + some.name() + " ")) {
            at++;
        }
        while (!lines.get(at).startsWith(String.format(Locale.ROOT, "%-42s ", row.method()))) {
            at++;
        }
        return at;
    }

    /** The figure's own line, its bound checked. */
    private static double below(List<String> lines, int at, Target target) {
        String start = "    " + target.figure().key() + " ";
        for (int i = at + 1; lines.get(i).startsWith("    "); i++) {
            if (lines.get(i).startsWith(start)) {
                if (target.isJudged()) {
                    assertThat(lines.get(i)).endsWith("accepted " + TwinTable.bound(target));
                }
                return Double.parseDouble(lines.get(i).substring(start.length()).split(" ", 2)[0]);
            }
        }
        throw new AssertionError("no line for " + target.figure().key() + " below " + lines.get(at));
    }

    /** Error of the analysis and its reference, to the README's three digits. */
    @Test
    void isWhatTheReadmeTells() throws IOException {
        List<String> lines = table();
        List<String> told = Files.readAllLines(ROOT.resolve("README.md")).stream()
                .filter(line -> line.matches("\\| (ETKF|LETKF|serial|EnKF-N|DEnKF|stochastic)\\b.*"))
                .toList();

        assertThat(told).hasSameSizeAs(new CaseA().rows());
        TwinCase accuracy = new CaseA();
        for (int i = 0; i < told.size(); i++) {
            TwinRow row = accuracy.rows().get(i);
            Matcher matcher = line(row).matcher(lines.get(indexOf(lines, accuracy, row)));
            assertThat(matcher.matches()).isTrue();
            assertThat(told.get(i))
                    .isEqualTo(String.format(
                            Locale.ROOT,
                            "| %s | %s | %.3f | %.3f |",
                            row.method(),
                            row.source(),
                            Double.parseDouble(matcher.group(1)),
                            row.targets().get(0).reference().orElseThrow()));
        }
    }
}
