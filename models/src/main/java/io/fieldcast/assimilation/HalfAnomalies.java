package io.fieldcast.assimilation;

import io.fieldcast.numerics.RandomStreams;

/** Half of what a member expects beyond the mean: to first order in the gain this gives the right covariance. Stateless. */
final class HalfAnomalies implements Departures {
    @Override
    public void prepare(WhitenedObservations observations, RandomStreams.Stream random) {}

    @Override
    public void write(WhitenedObservations observations, int index, double rootWeight, double[] target, int at) {
        int members = observations.members();
        for (int m = 0; m < members; m++) {
            target[at + m] = 0.5 * rootWeight * observations.anomalies()[index * members + m];
        }
    }
}
