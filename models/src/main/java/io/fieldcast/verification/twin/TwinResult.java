package io.fieldcast.verification.twin;

import java.util.List;

/**
 * What a row reached. Immutable.
 *
 * @param cycles windows of each run
 * @param runs scores of each seed, at least one
 */
public record TwinResult(TwinRow row, int cycles, List<TwinScores> runs) {
    public TwinResult {
        runs = List.copyOf(runs);
    }

    public boolean has(Figure figure) {
        return runs.get(0).has(figure);
    }

    /** Mean over the seeds. */
    public double mean(Figure figure) {
        return runs.stream().mapToDouble(scores -> scores.get(figure)).average().orElseThrow();
    }

    /** Standard deviation over the seeds; 0 for a single one. */
    public double deviation(Figure figure) {
        double mean = mean(figure);
        double squares = 0;
        for (TwinScores scores : runs) {
            squares += (scores.get(figure) - mean) * (scores.get(figure) - mean);
        }
        return Math.sqrt(squares / Math.max(1, runs.size() - 1));
    }

    /** Whether anything is asked of the row, or it only stands beside others. */
    public boolean isJudged() {
        return row.targets().stream().anyMatch(Target::isJudged);
    }

    /** Whether the row reached all that is asked of it. */
    public boolean accepted() {
        return row.targets().stream().allMatch(target -> target.accepts(mean(target.figure())));
    }
}
