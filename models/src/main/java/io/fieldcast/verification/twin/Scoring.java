package io.fieldcast.verification.twin;

import io.fieldcast.assimilation.Verdict;
import io.fieldcast.dynamics.Propagator;
import io.fieldcast.numerics.Ensemble;
import io.fieldcast.numerics.RandomStreams;
import io.fieldcast.observation.ObservationBatch;
import io.fieldcast.verification.Crps;
import io.fieldcast.verification.RankHistogram;
import io.fieldcast.verification.SpreadSkill;
import java.util.EnumMap;
import java.util.Map;

/** Sums over the scored windows of a run. Confined to one thread. */
final class Scoring {
    /** From the place ranked in one window to that of the next: far, and coprime to the sizes in use. */
    private static final long RANK_STRIDE = 17;

    private final int rows;
    private final double[] sorted;
    private final RankHistogram ranks;
    private final SpreadSkill spreadSkill;
    private final Map<Verdict, Integer> verdicts = new EnumMap<>(Verdict.class);
    private double analysisRmse;
    private double forecastRmse;
    private double analysisSpread;
    private double innovationRatio;
    private double crps;
    private int forecasts;
    private int innovations;
    private int analyses;

    /** @param rows first rows of the state, which are scored */
    Scoring(int rows, int members) {
        this.rows = rows;
        this.sorted = new double[members];
        this.ranks = new RankHistogram(members);
        this.spreadSkill = new SpreadSkill(members);
    }

    void forecast(double[] truth, Ensemble ensemble, RandomStreams.Stream ties) {
        int members = ensemble.members();
        int from = ensemble.block(Propagator.STATE).from();
        forecastRmse += rmse(truth, ensemble);
        // One place a window, each in its turn: the ranks of neighbours and of successive windows are not independent,
        // and χ² would take them for much more evidence than they are.
        int ranked = (int) (forecasts * RANK_STRIDE % rows);
        ranks.add(ensemble.values(), (from + ranked) * members, truth[ranked], 0, ties, 0);
        double sum = 0;
        for (int row = 0; row < rows; row++) {
            sum += Crps.fair(ensemble.values(), (from + row) * members, members, truth[row], sorted);
        }
        crps += sum / rows;
        forecasts++;
    }

    /** Innovations of observations that the analysis used. */
    void innovations(ObservationBatch batch) {
        double sum = 0;
        int used = 0;
        for (int index = 0; index < batch.size(); index++) {
            if (batch.isUsed(index)) {
                double scaled = batch.innovation(index) / batch.expectedDeviation(index);
                sum += scaled * scaled;
                used++;
            }
        }
        if (used > 0) {
            innovationRatio += sum / used;
            innovations++;
        }
    }

    void analysis(double[] truth, Ensemble ensemble) {
        int from = ensemble.block(Propagator.STATE).from();
        analysisRmse += rmse(truth, ensemble);
        double variances = 0;
        for (int row = 0; row < rows; row++) {
            double variance = ensemble.variance(from + row);
            spreadSkill.add(ensemble.mean(from + row), variance, truth[row], 0);
            variances += variance;
        }
        analysisSpread += Math.sqrt(variances / rows);
        analyses++;
    }

    void verdict(Verdict verdict) {
        verdicts.merge(verdict, 1, Integer::sum);
    }

    private double rmse(double[] truth, Ensemble ensemble) {
        int from = ensemble.block(Propagator.STATE).from();
        double sum = 0;
        for (int row = 0; row < rows; row++) {
            double error = ensemble.mean(from + row) - truth[row];
            sum += error * error;
        }
        return Math.sqrt(sum / rows);
    }

    TwinScores scores() {
        Map<Figure, Double> figures = new EnumMap<>(Figure.class);
        figures.put(Figure.RMSE_A, analysisRmse / analyses);
        figures.put(Figure.RMSE_F, forecastRmse / forecasts);
        figures.put(Figure.SPREAD_A, analysisSpread / analyses);
        figures.put(Figure.SPREAD_RATIO, spreadSkill.ratio());
        figures.put(Figure.CHI2, innovationRatio / innovations);
        figures.put(Figure.FLATNESS, ranks.flatness());
        figures.put(Figure.CRPS, crps / forecasts);
        return new TwinScores(figures, verdicts);
    }
}
