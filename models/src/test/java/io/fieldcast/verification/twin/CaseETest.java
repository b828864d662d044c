package io.fieldcast.verification.twin;

import static org.assertj.core.api.Assertions.assertThat;

import io.fieldcast.assimilation.Verdict;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CaseETest {
    static List<TwinRow> rows() {
        return new CaseE().rows();
    }

    static List<TwinRow> withMemory() {
        return rows().stream()
                .filter(row -> row.method().endsWith("control with memory"))
                .toList();
    }

    /** A short run scatters by 0.01, and its burn-in holds the first cycles of the stuck sensors. */
    @ParameterizedTest
    @MethodSource("withMemory")
    void staysNearTheAcceptedScoreInAShortRun(TwinRow row) {
        TwinScores scores = row.run(1_200, 1);

        assertThat(scores.get(Figure.RMSE_A)).isLessThan(row.targets().get(0).most() + 0.02);
        assertThat(scores.verdicts()).containsOnlyKeys(Verdict.OK);
    }

    /** So the faults are faults: without control the same runs end far from what is asked of the control. */
    @Test
    void losesTheTruthToEveryFaultWithoutControl() {
        for (TwinRow row : withMemory()) {
            double accepted = row.targets().get(0).most();
            TwinRow uncontrolled = rows().stream()
                    .filter(other -> other.method().equals(row.method().replace("control with memory", "no control")))
                    .findFirst()
                    .orElseThrow();
            if (!row.method().startsWith("clean")) {
                assertThat(uncontrolled.run(800, 1).get(Figure.RMSE_A))
                        .as(uncontrolled.method())
                        .isGreaterThan(2 * accepted);
            }
        }
    }

    @Tag("long")
    @ParameterizedTest
    @MethodSource("withMemory")
    void reachesTheAcceptedScore(TwinRow row) {
        TwinResult result = row.runAll(row.cycles(), row.seeds());

        assertThat(result.accepted()).isTrue();
        // One diverged run of five would hide in no mean, but say so plainly.
        assertThat(result.runs()).allMatch(scores -> scores.get(Figure.RMSE_A) < 0.3);
    }
}
