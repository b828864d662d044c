package io.fieldcast.verification.twin;

import static org.assertj.core.api.Assertions.assertThat;

import io.fieldcast.assimilation.Verdict;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CaseATest {
    static List<CaseA> rows() {
        return CaseA.ROWS;
    }

    /** Short runs scatter: 1,100 scored cycles give the published score to within 0.015, a broken filter does not. */
    @ParameterizedTest
    @MethodSource("rows")
    void comesNearThePublishedScoreInAShortRun(CaseA row) {
        TwinScores scores = row.run(1_500, 1);

        assertThat(scores.analysisRmse()).isCloseTo(row.expectedAnalysisRmse(), Offset.offset(0.015));
        assertThat(scores.forecastRmse()).isCloseTo(row.expectedForecastRmse(), Offset.offset(0.015));
        assertThat(scores.verdicts()).containsOnlyKeys(Verdict.OK);
        assertThat(scores.innovationRatio()).isBetween(0.9, 1.1);
    }

    @Test
    void repeatsItselfBitForBit() {
        CaseA row = CaseA.ROWS.get(3);

        assertThat(row.run(500, 7)).isEqualTo(row.run(500, 7)).isNotEqualTo(row.run(500, 8));
    }

    @Tag("long")
    @ParameterizedTest
    @MethodSource("rows")
    void reachesThePublishedScore(CaseA row) {
        List<TwinScores> scores = row.runAll(10_000, 5);

        assertThat(CaseA.mean(scores, TwinScores::analysisRmse))
                .isCloseTo(row.expectedAnalysisRmse(), Offset.offset(CaseA.ANALYSIS_TOLERANCE));
        assertThat(CaseA.mean(scores, TwinScores::forecastRmse))
                .isCloseTo(row.expectedForecastRmse(), Offset.offset(CaseA.FORECAST_TOLERANCE));
        // One diverged run of five would hide in no mean, but say so plainly.
        assertThat(scores).allMatch(score -> score.analysisRmse() < 0.3);
    }
}
