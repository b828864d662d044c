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

    @Test
    void losesTheTruthToStuckSensorsWithoutMemory() {
        for (TwinRow row : rows()) {
            if (row.method().startsWith("stuck") && !row.method().endsWith("memory")) {
                assertThat(row.run(1_200, 1).get(Figure.RMSE_A))
                        .as(row.method())
                        .isGreaterThan(1);
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
