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

    /** 0 if {@code values[at..at+length)} are finite, else not a number. */
    static double residue(double[] values, int at, int length) {
        double even = 0;
        double odd = 0;
        int i = at;
        for (int end = at + length - 1; i < end; i += 2) {
            even += values[i] * 0;
            odd += values[i + 1] * 0;
        }
        if (i < at + length) {
            even += values[i] * 0;
        }
        return even + odd;
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

    /** Adds {@code shift} to every member. */
    static void shift(Ensemble ensemble, int row, double shift) {
        double[] values = ensemble.values();
        int from = row * ensemble.members();
        for (int at = from, end = from + ensemble.members(); at < end; at++) {
            values[at] += shift;
        }
    }
}
