package io.fieldcast.assimilation;

import java.util.concurrent.RecursiveAction;
import java.util.function.Supplier;

/**
 * The workers of a {@link LocalJob}: the caller's thread, and further ones of the common pool if they are wanted. They are made
 * once and used again, so that an analysis allocates nothing.
 */
final class DomainTeam {
    private final LocalJob job;
    private final Share[] shares;

    DomainTeam(LocalJob job, Supplier<RowUpdate> update, int threads) {
        this.job = job;
        this.shares = new Share[threads];
        for (int i = 0; i < threads; i++) {
            shares[i] = new Share(job, update.get());
        }
    }

    /** Corrects all rows. */
    Verdict correct() {
        Verdict verdict = job.places.domains() == 0 ? Verdict.OK : correctTogether();
        return verdict == Verdict.OK ? shares[0].worker.correctGlobalRows() : verdict;
    }

    private Verdict correctTogether() {
        job.rewind();
        for (int i = 1; i < shares.length; i++) {
            shares[i].reinitialize();
            shares[i].fork();
        }
        try {
            shares[0].compute();
        } finally {
            for (int i = 1; i < shares.length; i++) {
                shares[i].quietlyJoin();
            }
        }
        Verdict worst = Verdict.OK;
        for (int i = 0; i < shares.length; i++) {
            if (i > 0) {
                shares[i].join();
            }
            Verdict verdict = shares[i].verdict;
            worst = verdict.compareTo(worst) > 0 ? verdict : worst;
        }
        return worst;
    }

    /** What one thread does. */
    private static final class Share extends RecursiveAction {
        private static final long serialVersionUID = 1;

        private final transient LocalJob job;
        private final transient DomainWorker worker;
        private transient Verdict verdict = Verdict.OK;

        Share(LocalJob job, RowUpdate update) {
            this.job = job;
            this.worker = new DomainWorker(job, update);
        }

        @Override
        protected void compute() {
            boolean together = job.places.domains() == 1;
            verdict = together ? worker.correctOnlyDomain() : worker.correctDomains();
        }
    }
}
