package io.fieldcast.assimilation;

import io.fieldcast.domain.Check;
import io.fieldcast.numerics.Ensemble;
import io.fieldcast.numerics.RandomStreams;
import io.fieldcast.observation.ObservationBatch;
import java.util.Arrays;
import java.util.Optional;

/**
 * One whole analysis step in place: filter, then inflation, the parameters' spread floor, and the random rotation where wanted. If
 * any of it fails numerically, the ensemble stays as it was. Confined to one thread.
 */
public final class Analysis {
    private final Filter filter;
    private final Inflation inflation;
    private final SpreadFloor floor;
    private final Optional<RandomRotation> rotation;
    private final AdaptiveInflation adaptive;
    private final Ensemble corrected;
    private final double[] factorsOff;
    private final double[] learned;

    /**
     * Without adaptive inflation.
     *
     * @param shape an ensemble with the blocks and members of those to be analysed; only its shape is used
     * @param rotated whether the anomalies are rotated at random after each analysis
     */
    public Analysis(Filter filter, Inflation inflation, SpreadFloor floor, boolean rotated, Ensemble shape) {
        this(filter, AdaptiveInflation.NONE, inflation, floor, rotated, shape);
    }

    /**
     * @param adaptive how the factors on the prior covariance learn
     * @param inflation what is done to the analysis besides, usually nothing where {@code adaptive} does something
     * @param shape an ensemble with the blocks and members of those to be analysed; only its shape is used
     * @param rotated whether the anomalies are rotated at random after each analysis
     */
    public Analysis(
            Filter filter,
            AdaptiveInflation adaptive,
            Inflation inflation,
            SpreadFloor floor,
            boolean rotated,
            Ensemble shape) {
        this.filter = filter;
        this.adaptive = adaptive;
        this.learned = new double[filter.domains()];
        this.factorsOff = newFactors();
        this.inflation = inflation;
        this.floor = floor;
        this.rotation = rotated ? Optional.of(new RandomRotation(shape.members())) : Optional.empty();
        this.corrected = shape.copy();
    }

    /** The factors on the prior covariance before the first cycle; the caller's to keep. */
    public double[] newFactors() {
        double[] factors = new double[learned.length];
        Arrays.fill(factors, adaptive.initial());
        return factors;
    }

    /**
     * Corrects {@code ensemble} by the observations.
     *
     * @param ensemble receives the analysis if the verdict is {@link Verdict#OK}, else stays bit for bit as it was
     * @param random numbers of this cycle for the rotation
     * @throws IllegalArgumentException if inflation is adaptive, whose factors the other method takes
     */
    public Verdict correct(Ensemble ensemble, ObservationBatch observations, RandomStreams.Stream random) {
        Check.that(adaptive.equals(AdaptiveInflation.NONE), "adaptive inflation needs factors to learn");
        return correct(ensemble, observations, factorsOff, random);
    }

    /**
     * Corrects {@code ensemble} by the observations.
     *
     * @param factors on the prior covariance of each domain, see {@link #newFactors}; receives those for the next cycle if the
     *     verdict {@link Verdict#isGood}, else stays as it was
     * @param ensemble receives the analysis if the verdict is {@link Verdict#OK}, else stays bit for bit as it was
     * @param random numbers of this cycle for the rotation
     */
    public Verdict correct(
            Ensemble ensemble, ObservationBatch observations, double[] factors, RandomStreams.Stream random) {
        Verdict verdict = filter.analyse(ensemble, observations, adaptive, factors, corrected, learned);
        if (verdict == Verdict.NO_OBSERVATIONS) {
            System.arraycopy(learned, 0, factors, 0, learned.length);
        }
        if (verdict != Verdict.OK) {
            return verdict;
        }
        inflation.apply(ensemble, corrected);
        floor.apply(corrected);
        rotation.ifPresent(some -> some.apply(corrected, random));
        if (!corrected.isFinite()) {
            return Verdict.NOT_FINITE;
        }
        ensemble.set(corrected);
        System.arraycopy(learned, 0, factors, 0, learned.length);
        return Verdict.OK;
    }
}
