package io.fieldcast.forecasting;

import io.fieldcast.domain.QcCode;
import io.fieldcast.forecasting.ForecastState.Part;
import io.fieldcast.geometry.Network;
import io.fieldcast.observation.ObservationBatch;

/**
 * The variances of what the dynamics leave open, as learned so far: the field's noise, the stations' own, and the measurement's. Owns
 * working memory, hence confined to one thread.
 */
final class NoiseLearning {
    /** Innovations of the first cycles say more of the cold start than of the noise. */
    private static final int WARM_UP = 30;

    /** An innovation counts up to so many expected deviations. */
    private static final double BOUND = 4;

    private final FieldSettings.Noise settings;
    private final InnovationLikelihood likelihood;
    private final double radius;
    private final double[] errorFactors;
    private final int most = InnovationLikelihood.MOST_OBSERVATIONS;
    private final int[] chosen = new int[most];
    private final double[] innovations = new double[most];
    private final double[] covariance = new double[most * most];
    private final double[] distances = new double[most * most];

    NoiseLearning(Network network, FieldSettings.Noise settings) {
        this.settings = settings;
        this.radius = network.radius();
        this.errorFactors = network.stations().stream()
                .mapToDouble(station -> settings.errorFactors().getOrDefault(station.id(), 1.0))
                .toArray();
        this.likelihood = new InnovationLikelihood(settings.rate());
    }

    Table start() {
        return InnovationLikelihood.start(settings.field(), settings.reach());
    }

    /** Whether other settings' numbers, from which learning starts or to which it refers, are these. */
    boolean startsLike(FieldSettings.Noise other) {
        return settings.field() == other.field()
                && settings.reach() == other.reach()
                && settings.local() == other.local()
                && settings.observation() == other.observation();
    }

    /** Variance that one step adds to the field. */
    double field(ForecastState state) {
        return Math.exp(state.part(Part.NOISE).get(0, InnovationLikelihood.FIELD));
    }

    /** Variance that one step adds to what a station has of its own. */
    double local(ForecastState state) {
        return settings.local() * factor(state);
    }

    /** Variance of the measurement error at a usual station. */
    double observation(ForecastState state) {
        return settings.observation() * factor(state);
    }

    /** Variance of the measurement error at one place; a virtual station is a usual one. */
    double observation(ForecastState state, int place) {
        return place < errorFactors.length ? errorFactors[place] * observation(state) : observation(state);
    }

    /**
     * Variance with which an observation of another moment than now is taken in. Besides its measurement error it has, between
     * two cycles, the bridge that the noise of a step makes between its ends, which members interpolated in time do not have. And
     * the noise of the cycles since is drawn anew for each member: so few members cannot tell what of it goes with what was
     * expected then, hence an observation is trusted as if that noise lay between it and now.
     *
     * @param share how far it lies on the way from the cycle before its own to its own, in 0..1
     * @param age cycles since its own, at least 0
     */
    double observation(ForecastState state, int station, double share, long age) {
        return observation(state, station) + (share * (1 - share) + age) * (field(state) + local(state));
    }

    /** Distance over which the field's noise falls to 1/e, in units of the network's radius. */
    double reach(ForecastState state) {
        return Math.exp(state.part(Part.NOISE).get(0, InnovationLikelihood.REACH));
    }

    private static double factor(ForecastState state) {
        return Math.exp(state.part(Part.NOISE).get(0, InnovationLikelihood.LOCAL));
    }

    /**
     * Learns from the innovations of a cycle. Of many, a different few are taken each cycle, by its number.
     *
     * @param batch the cycle's observations with what the ensemble expected of them before the analysis
     * @param punctual its first so many, which are of this cycle; late ones would tell of other cycles' noise
     */
    void learn(ForecastState state, ObservationBatch batch, int punctual) {
        if (settings.rate() == 0 || state.cyclesRun() <= WARM_UP) {
            return;
        }
        int count = choose(state.cycle(), batch, punctual);
        int members = batch.members();
        double[] predicted = batch.predicted();
        for (int i = 0; i < count; i++) {
            double expected = batch.expectedDeviation(chosen[i]);
            double most = BOUND * expected;
            innovations[i] = Math.max(-most, Math.min(most, batch.innovation(chosen[i])));
            double mean = batch.predictedMean(chosen[i]);
            for (int j = 0; j <= i; j++) {
                double other = batch.predictedMean(chosen[j]);
                double sum = 0;
                int at = batch.offset(chosen[i]);
                int otherAt = batch.offset(chosen[j]);
                for (int m = 0; m < members; m++) {
                    sum += (predicted[at + m] - mean) * (predicted[otherAt + m] - other);
                }
                double entry = sum / (members - 1) + (i == j ? batch.errorVariance(chosen[i]) : 0);
                double distance =
                        Math.hypot(batch.x(chosen[i]) - batch.x(chosen[j]), batch.y(chosen[i]) - batch.y(chosen[j]))
                                / radius;
                covariance[i * count + j] = entry;
                covariance[j * count + i] = entry;
                distances[i * count + j] = distance;
                distances[j * count + i] = distance;
            }
        }
        likelihood.learn(
                state.part(Part.NOISE),
                count,
                innovations,
                covariance,
                distances,
                settings.local() + settings.observation(),
                state.cyclesRun());
    }

    /** Takes what may be read as it is; broken sensors tell nothing of the noise. */
    private int choose(long cycle, ObservationBatch batch, int size) {
        int first = size <= most ? 0 : (int) Math.floorMod(cycle * most, (long) size);
        int count = 0;
        for (int i = 0; i < size && count < most; i++) {
            int index = (first + i) % size;
            if (batch.code(index) == QcCode.ASSIMILATED || batch.code(index) == QcCode.OUTLIER) {
                chosen[count++] = index;
            }
        }
        return count;
    }
}
