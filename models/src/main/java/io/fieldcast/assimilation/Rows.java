package io.fieldcast.assimilation;

import io.fieldcast.numerics.Ensemble;
import java.util.Arrays;

/** What inflation and its kin do to single rows of an ensemble. Stateless. */
final class Rows {
    private Rows() {}

    /** Whether any member of the row has another value. */
    static boolean differ(Ensemble a, Ensemble b, int row) {
        int from = row * a.members();
        int to = from + a.members();
        return !Arrays.equals(a.values(), from, to, b.values(), from, to);
    }

    /** Members become mean + factor · anomaly. */
    static void scaleAnomalies(Ensemble ensemble, int row, double factor) {
        double mean = ensemble.mean(row);
        double[] values = ensemble.values();
        int from = row * ensemble.members();
        for (int at = from, end = from + ensemble.members(); at < end; at++) {
            values[at] = mean + factor * (values[at] - mean);
        }
    }
}
