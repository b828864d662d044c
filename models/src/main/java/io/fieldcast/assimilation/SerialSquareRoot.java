package io.fieldcast.assimilation;

import io.fieldcast.numerics.DenseKernels;
import io.fieldcast.numerics.RandomStreams;

/**
 * The serial ensemble square root filter: one scalar observation after the other, in their order. For diagonal R its posterior
 * mean and covariance are those of the ETKF.
 *
 * <p>The observations' anomalies are never updated. With {@code G = S Sᵀ} and localised error variances r, processing observation
 * j maps G to its Schur complement, so all gains come from the Cholesky-like {@linkplain SerialGains elimination} of
 * {@code G + diag(r)}, a p × p matter; a row a of the ensemble then needs its p products {@code h = S a}, two triangular sweeps,
 * and one sum {@code a − Sᵀ b}. Where p is much larger than N, the N × N {@linkplain SerialTransform transform} is carried from
 * observation to observation instead.
 *
 * @see <a href="https://doi.org/10.1175/1520-0493(2002)130%3C1913:EDAWPO%3E2.0.CO;2">Whitaker and Hamill (2002)</a>
 */
final class SerialSquareRoot implements RowUpdate {
    /** From p = 3.5 N on, p³/6 multiplications for the elimination exceed 2 p N² for carrying the transform. */
    private static final double ENSEMBLE_SPACE_FROM = 3.5;

    private final SerialGains gains = new SerialGains();
    private final SerialTransform transform = new SerialTransform();
    private int members;
    private boolean ensembleSpace;
    private double[] row = new double[0];

    @Override
    public boolean factor(WhitenedObservations observations, LocalSelection selection, RandomStreams.Stream random) {
        members = observations.members();
        if (row.length < members) {
            row = new double[members];
        }
        ensembleSpace = selection.count() > ENSEMBLE_SPACE_FROM * members;
        if (ensembleSpace) {
            transform.carry(observations, selection);
        } else {
            gains.eliminate(observations, selection);
        }
        return true;
    }

    @Override
    public void transform(double[] forecast, double[] analysis, int at) {
        double mean = DenseKernels.sum(forecast, at, members) / members;
        for (int m = 0; m < members; m++) {
            row[m] = forecast[at + m] - mean;
        }
        double increment = ensembleSpace ? transform.apply(row) : gains.correct(row);
        mean += increment / Math.sqrt(members - 1.0);
        for (int m = 0; m < members; m++) {
            analysis[at + m] = mean + row[m];
        }
    }
}
