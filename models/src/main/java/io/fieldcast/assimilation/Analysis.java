package io.fieldcast.assimilation;

import io.fieldcast.numerics.Ensemble;
import io.fieldcast.numerics.RandomStreams;
import io.fieldcast.observation.ObservationBatch;
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
    private final Ensemble corrected;

    /**
     * @param shape an ensemble with the blocks and members of those to be analysed; only its shape is used
     * @param rotated whether the anomalies are rotated at random after each analysis
     */
    public Analysis(Filter filter, Inflation inflation, SpreadFloor floor, boolean rotated, Ensemble shape) {
        this.filter = filter;
        this.inflation = inflation;
        this.floor = floor;
        this.rotation = rotated ? Optional.of(new RandomRotation(shape.members())) : Optional.empty();
        this.corrected = shape.copy();
    }

    /**
     * Corrects {@code ensemble} by the observations.
     *
     * @param ensemble receives the analysis if the verdict is {@link Verdict#OK}, else stays bit for bit as it was
     * @param random numbers of this cycle for the rotation
     */
    public Verdict correct(Ensemble ensemble, ObservationBatch observations, RandomStreams.Stream random) {
        Verdict verdict = filter.analyse(ensemble, observations, corrected);
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
        return Verdict.OK;
    }
}
