package io.fieldcast.verification.twin;

import io.fieldcast.assimilation.Analysis;
import io.fieldcast.assimilation.DomainInflation;
import io.fieldcast.assimilation.SpreadFloor;
import io.fieldcast.assimilation.Verdict;
import io.fieldcast.dynamics.Propagator;
import io.fieldcast.numerics.Ensemble;
import io.fieldcast.numerics.RandomStreams;
import io.fieldcast.numerics.RandomStreams.Purpose;
import io.fieldcast.observation.ObservationBatch;
import io.fieldcast.observation.RowPlaces;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * An ensemble that uses late reports without going back. Behind the state it has a row for each place and each of the windows that a
 * report can still be pending from, at that place: what the members expected of the report at its own time, corrected by all that
 * was analysed since. Places are those of the ring that the state lives on. Confined to one thread, for one run.
 */
final class CarryEstimator implements Estimator {
    private static final String PENDING = "pending";
    private static final int PENDING_WINDOWS = LateReports.LATEST + 1;

    private final Method method;
    private final LateReports late;
    private final boolean asCurrent;
    private final int size;
    private final Ensemble ensemble;
    private final Analysis analysis;
    private final DomainInflation inflation;
    private final ObservationBatch batch;
    private final double[] scratch;
    private final List<Window> windows = new ArrayList<>();
    private RandomStreams streams = new RandomStreams(0, "twin");

    /**
     * @param ring of the state, every place of which is observed once in a window
     * @param asCurrent whether late reports are taken as if they had been made when they come, instead of being carried
     */
    CarryEstimator(Method method, Ring ring, LateReports late, boolean asCurrent) {
        this.method = method;
        this.late = late;
        this.asCurrent = asCurrent;
        size = ring.size();
        ensemble = Ensemble.of(
                method.members(),
                List.of(
                        new Ensemble.Block(Propagator.STATE, 0, size),
                        new Ensemble.Block(PENDING, size, PENDING_WINDOWS * size)));
        RowPlaces rows = RowPlaces.of(ring, ensemble.blocks(), Set.of(Propagator.STATE, PENDING));
        analysis = new Analysis(
                method.filter().build(rows, ring.distance()),
                method.posterior(),
                SpreadFloor.none(),
                method.rotated(),
                ensemble);
        inflation = analysis.newInflation(method.prior());
        batch = new ObservationBatch(method.members(), size);
        scratch = new double[method.dynamics().scratchSize(method.members())];
    }

    @Override
    public void start(double[] truth, RandomStreams numbers) {
        streams = numbers;
        method.scatter(truth, numbers, ensemble);
    }

    private int pendingRow(int cycle, int place) {
        return size * (1 + cycle % PENDING_WINDOWS) + place;
    }

    @Override
    public void forecast(Window window) {
        windows.add(window);
        if (windows.size() > PENDING_WINDOWS) {
            windows.remove(0);
        }
        int members = method.members();
        for (int step = 1; step <= window.steps(); step++) {
            method.dynamics().advance(ensemble, 1, scratch);
            for (int place = 0; place < window.places(); place++) {
                if (window.step(place) == step) {
                    int row = pendingRow(window.cycle(), place);
                    window.operator().predict(ensemble, place, ensemble.values(), row * members);
                }
            }
        }
    }

    @Override
    public Verdict analyse(Window window) {
        batch.clear();
        for (Window earlier : windows) {
            for (int place = 0; place < earlier.places(); place++) {
                if (earlier.cycle() + late.delay(earlier.cycle(), place) == window.cycle()) {
                    add(earlier, place, window.cycle());
                }
            }
        }
        return analysis.correct(ensemble, batch, inflation, streams.stream(window.cycle(), Purpose.ANALYSIS));
    }

    private void add(Window window, int place, int now) {
        if (asCurrent && window.cycle() < now) {
            batch.add(window.operator(), place, ensemble, window.value(place), window.errorVariance());
            return;
        }
        int index = batch.add(
                window.value(place),
                window.errorVariance(),
                window.operator().x(place),
                window.operator().y(place));
        int members = method.members();
        int from = pendingRow(window.cycle(), place) * members;
        System.arraycopy(ensemble.values(), from, batch.predicted(), batch.offset(index), members);
    }

    @Override
    public Ensemble ensemble() {
        return ensemble;
    }

    @Override
    public ObservationBatch observations() {
        return batch;
    }
}
