package io.fieldcast.verification.twin;

import io.fieldcast.assimilation.Verdict;
import io.fieldcast.numerics.Ensemble;
import io.fieldcast.numerics.RandomStreams;
import io.fieldcast.observation.ObservationBatch;
import java.util.ArrayList;
import java.util.List;

/**
 * An ensemble that goes back to the window of the earliest report that came late, and takes the windows since then anew with all that
 * is there by now. The best that a filter can do without knowledge of the future. Confined to one thread, for one run.
 */
final class ReplayEstimator implements Estimator {
    private final EnsembleEstimator ensemble;
    private final LateReports late;
    /** The last windows, the newest last. */
    private final List<Window> windows = new ArrayList<>();
    /** What each of them started from. */
    private final List<EnsembleEstimator.Snapshot> starts = new ArrayList<>();

    ReplayEstimator(Method method, LateReports late) {
        this.ensemble = new EnsembleEstimator(method);
        this.late = late;
    }

    @Override
    public void start(double[] truth, RandomStreams streams) {
        ensemble.start(truth, streams);
    }

    @Override
    public void forecast(Window window) {
        windows.add(window);
        starts.add(ensemble.snapshot());
        if (windows.size() > LateReports.LATEST + 1) {
            windows.remove(0);
            starts.remove(0);
        }
        ensemble.forecast(late.arrivedBy(window, window.cycle()));
    }

    @Override
    public Verdict analyse(Window window) {
        int now = window.cycle();
        int last = windows.size() - 1;
        int first = 0;
        while (first < last && !late.hasNews(windows.get(first), now)) {
            first++;
        }
        if (first == last) {
            return ensemble.analyse(late.arrivedBy(window, now));
        }
        ensemble.restore(starts.get(first));
        Verdict verdict = Verdict.OK;
        for (int i = first; i <= last; i++) {
            starts.set(i, ensemble.snapshot());
            Window again = late.arrivedBy(windows.get(i), now);
            ensemble.forecast(again);
            verdict = ensemble.analyse(again);
        }
        return verdict;
    }

    @Override
    public Ensemble ensemble() {
        return ensemble.ensemble();
    }

    @Override
    public ObservationBatch observations() {
        return ensemble.observations();
    }
}
