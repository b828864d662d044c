package io.fieldcast.verification.twin;

import io.fieldcast.assimilation.Verdict;
import java.util.Map;

/**
 * How a twin experiment went, as means over the cycles after burn-in of root mean squares over the state. Immutable.
 *
 * @param analysisRmse error of the ensemble mean right after the analysis
 * @param forecastRmse error of the ensemble mean right before the analysis
 * @param analysisSpread root of the mean variance (N − 1) right after the analysis
 * @param innovationRatio mean over observations and cycles of {@code d² / (HPHᵀ + R)}; 1 where the spread is right
 * @param verdicts how many cycles, burn-in included, ended in each verdict
 */
public record TwinScores(
        double analysisRmse,
        double forecastRmse,
        double analysisSpread,
        double innovationRatio,
        Map<Verdict, Integer> verdicts) {
    public TwinScores {
        verdicts = Map.copyOf(verdicts);
    }
}
