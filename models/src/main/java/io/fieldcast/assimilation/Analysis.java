package io.fieldcast.assimilation;

import io.fieldcast.numerics.Ensemble;
import io.fieldcast.numerics.RandomStreams;
import io.fieldcast.observation.ObservationBatch;
import java.util.Optional;
import java.util.function.IntPredicate;

/**
 * One whole analysis step in place: filter, then the cap on increments, inflation, the parameters' spread floor, and the random rotation where wanted. If
 * any of it fails numerically, the ensemble stays as it was. Confined to one thread.
 */
public final class Analysis {
    private final Filter filter;
    private final Inflation inflation;
    private final SpreadFloor floor;
    private final IntPredicate inflated;
    private final Optional<RandomRotation> rotation;
    private final IncrementCap cap;
    private final Ensemble corrected;
    private int cappedRows;

    /** Without a cap on increments. */
    public Analysis(Filter filter, Inflation inflation, SpreadFloor floor, boolean rotated, Ensemble shape) {
        this(filter, inflation, floor, rotated, shape, IncrementCap.NONE);
    }

    /**
     * @param inflation what is done to the analysis, usually nothing where the prior's inflation adapts; not to rows that the floor
     *     covers: a factor in every cycle holds a parameter's spread, and with it its wandering, above what the floor asks for
     * @param rotated whether the anomalies are rotated at random after each analysis
     * @param shape an ensemble with the blocks and members of those to be analysed; only its shape is used
     * @param cap on the increments of the mean
     */
    public Analysis(
            Filter filter, Inflation inflation, SpreadFloor floor, boolean rotated, Ensemble shape, IncrementCap cap) {
        this.filter = filter;
        this.inflation = inflation;
        this.floor = floor;
        this.inflated = row -> !floor.covers(row);
        this.rotation = rotated ? Optional.of(new RandomRotation(shape.members())) : Optional.empty();
        this.cap = cap;
        this.corrected = shape.copy();
    }

    /** Factors on the prior covariance before the first cycle; the caller's to keep. */
    public DomainInflation newInflation(AdaptiveInflation rule) {
        return new DomainInflation(rule, filter.domains());
    }

    /**
     * Corrects {@code ensemble} by the observations.
     *
     * @param prior factors on the prior covariance, see {@link #newInflation}; has learned those for the next cycle if the
     *     verdict {@link Verdict#isGood}, else stays as it was
     * @param ensemble receives the analysis if the verdict is {@link Verdict#OK}, in another array, see {@link Ensemble#swap}; else
     *     stays bit for bit as it was
     * @param random numbers of this cycle's analysis
     */
    public Verdict correct(
            Ensemble ensemble, ObservationBatch observations, DomainInflation prior, RandomStreams.Stream random) {
        cappedRows = 0;
        Verdict verdict = filter.analyse(ensemble, observations, prior, random, corrected);
        if (verdict == Verdict.NO_OBSERVATIONS) {
            prior.accept();
        }
        if (verdict != Verdict.OK) {
            return verdict;
        }
        int capped = cap.apply(ensemble, corrected);
        inflation.apply(ensemble, corrected, inflated);
        floor.apply(corrected);
        if (rotation.isPresent()) {
            rotation.get().apply(corrected, random);
        }
        if (!corrected.isFinite()) {
            return Verdict.NOT_FINITE;
        }
        ensemble.swap(corrected);
        cappedRows = capped;
        prior.accept();
        return Verdict.OK;
    }

    /** Number of rows whose increment the latest {@link #correct} cut to the cap. */
    public int cappedRows() {
        return cappedRows;
    }
}
