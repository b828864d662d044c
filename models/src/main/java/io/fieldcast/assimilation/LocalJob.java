package io.fieldcast.assimilation;

import io.fieldcast.numerics.Ensemble;
import io.fieldcast.numerics.RandomStreams;
import io.fieldcast.observation.Localization;
import io.fieldcast.observation.ObservationBatch;
import io.fieldcast.observation.RowPlaces;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * What the threads of an analysis share. The work is cut into fixed pieces; a thread that is free takes the next one. No piece
 * depends on another, so who takes it does not matter. Reused from analysis to analysis, so that none allocates.
 */
final class LocalJob {
    final RowPlaces places;
    final Localization localization;
    final WhitenedObservations observations = new WhitenedObservations();
    /** Domains, neighbours after each other. */
    final int[] order;

    private final AtomicInteger next = new AtomicInteger();
    private @Nullable Ensemble forecast;
    private @Nullable DomainInflation inflation;
    private RandomStreams.@Nullable Stream random;
    private @Nullable Ensemble analysis;

    LocalJob(RowPlaces places, Localization localization) {
        this.places = places;
        this.localization = localization;
        this.order = SpatialOrder.of(places);
    }

    /** Takes over the arguments of an analysis and loads its observations. */
    Verdict start(
            Ensemble forecast,
            ObservationBatch batch,
            DomainInflation inflation,
            RandomStreams.Stream random,
            Ensemble analysis) {
        this.forecast = forecast;
        this.inflation = inflation;
        this.random = random;
        this.analysis = analysis;
        return observations.load(batch, localization);
    }

    /** Forgets the arguments, so that nobody keeps a large ensemble alive. */
    void end() {
        forecast = null;
        inflation = null;
        random = null;
        analysis = null;
    }

    /** Makes the first piece the next one. */
    void rewind() {
        next.set(0);
    }

    /** Number of the next piece that nobody has taken yet. */
    int take() {
        return next.getAndIncrement();
    }

    Ensemble forecast() {
        return Objects.requireNonNull(forecast);
    }

    DomainInflation inflation() {
        return Objects.requireNonNull(inflation);
    }

    RandomStreams.Stream random() {
        return Objects.requireNonNull(random);
    }

    Ensemble analysis() {
        return Objects.requireNonNull(analysis);
    }
}
