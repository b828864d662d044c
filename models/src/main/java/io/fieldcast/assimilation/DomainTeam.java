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
            shares[i] = new Share(job, update.get(), i == 0);
        }
    }

    /** Corrects all rows. */
    Verdict correct() {
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
        private final boolean first;
        private transient Verdict verdict = Verdict.OK;

        Share(LocalJob job, RowUpdate update, boolean first) {
            this.job = job;
            this.worker = new DomainWorker(job, update);
            this.first = first;
        }

        /** The rows without a place are few, but see every observation: the others do not wait for them. */
        @Override
        protected void compute() {
            verdict = first ? worker.correctGlobalRows() : Verdict.OK;
            int domains = job.places.domains();
            if (verdict == Verdict.OK && domains > 0) {
                verdict = domains == 1 ? worker.correctOnlyDomain() : worker.correctDomains();
            }
        }
    }
}
