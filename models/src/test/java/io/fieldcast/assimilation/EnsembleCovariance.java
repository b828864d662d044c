package io.fieldcast.assimilation;

import io.fieldcast.numerics.Ensemble;

/** Sample covariances for assertions. */
final class EnsembleCovariance {
    private EnsembleCovariance() {}

    /** Unbiased covariance of two rows over the members. */
    static double of(Ensemble ensemble, int a, int b) {
        int members = ensemble.members();
        double meanA = ensemble.mean(a);
        double meanB = ensemble.mean(b);
        double sum = 0;
        for (int m = 0; m < members; m++) {
            sum += (ensemble.values()[a * members + m] - meanA) * (ensemble.values()[b * members + m] - meanB);
        }
        return sum / (members - 1);
    }

    /** Largest difference between two ensembles in the mean of a row or the covariance of two rows. */
    static double largestMomentDifference(Ensemble one, Ensemble other) {
        double worst = 0;
        for (int i = 0; i < one.size(); i++) {
            worst = Math.max(worst, Math.abs(one.mean(i) - other.mean(i)));
            for (int j = 0; j < one.size(); j++) {
                worst = Math.max(worst, Math.abs(of(one, i, j) - of(other, i, j)));
            }
        }
        return worst;
    }
}
