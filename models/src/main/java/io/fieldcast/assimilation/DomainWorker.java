package io.fieldcast.assimilation;

import io.fieldcast.numerics.AnomalyProduct;
import io.fieldcast.numerics.Ensemble;
import io.fieldcast.observation.RowPlaces;

/** One thread's part of a {@link LocalJob}, with the working memory that it needs. Confined to one thread at a time. */
final class DomainWorker {
    /** As many as may share what they have in common, few enough to balance, also when another process takes a core for a while. */
    private static final int DOMAINS_OF_A_PIECE = 64;

    private static final int ROWS_OF_A_PIECE = 4096;

    private final LocalJob job;
    private final RowUpdate update;
    private final Neighbourhood neighbourhood = new Neighbourhood();
    private final LocalSelection everything;
    private final SharedProducts products = new SharedProducts();
    private final AnomalyProduct product = new AnomalyProduct();
    private double[] matrix = new double[0];
    private double residue;
    private boolean failed;
    private Verdict failure = Verdict.OK;

    DomainWorker(LocalJob job, RowUpdate update) {
        this.job = job;
        this.update = update;
        this.everything = new LocalSelection(products);
    }

    /** Corrects pieces of domains until none is left. */
    Verdict correctDomains() {
        start();
        int domains = job.places.domains();
        for (int from = take(DOMAINS_OF_A_PIECE); from < domains; from = take(DOMAINS_OF_A_PIECE)) {
            int to = Math.min(from + DOMAINS_OF_A_PIECE, domains);
            neighbourhood.restart();
            for (int at = from; at < to; ) {
                int count = neighbourhood.gather(job, at, to);
                for (int i = 0; i < count; i++) {
                    correctDomain(job.order[at + i], neighbourhood.selection(i));
                }
                at += count;
            }
        }
        return verdict();
    }

    /** Corrects pieces of the rows of the only domain until none is left. */
    Verdict correctOnlyDomain() {
        start();
        RowPlaces places = job.places;
        products.clear(job.observations);
        everything.select(job.observations, job.localization, places.x(0), places.y(0));
        products.add(everything);
        double factor = learn(0, everything);
        boolean some = prepare(everything, factor);
        int rows = places.rows(0);
        boolean many = some && !failed && rows > job.observations.members() && prepareMany(Math.sqrt(factor));
        for (int from = take(ROWS_OF_A_PIECE); from < rows && !failed; from = take(ROWS_OF_A_PIECE)) {
            int to = Math.min(from + ROWS_OF_A_PIECE, rows);
            if (many) {
                correctRuns(from, to);
            } else {
                for (int i = from; i < to; i++) {
                    correctRow(places.row(0, i), some, factor);
                }
            }
        }
        return verdict();
    }

    private boolean prepareMany(double scale) {
        int members = job.observations.members();
        if (matrix.length != members * members) {
            matrix = new double[members * members];
        }
        if (!update.writeMatrix(scale, matrix)) {
            return false;
        }
        product.setMatrix(matrix, members);
        return true;
    }

    /** Corrects some rows of the only domain by one matrix, those that follow each other together. */
    private void correctRuns(int from, int to) {
        RowPlaces places = job.places;
        double[] forecast = job.forecast().values();
        double[] analysis = job.analysis().values();
        for (int i = from; i < to; ) {
            int first = places.row(0, i);
            int count = 1;
            while (i + count < to && places.row(0, i + count) == first + count) {
                count++;
            }
            residue += product.multiply(forecast, analysis, first * job.observations.members(), count);
            i += count;
        }
    }

    /** Corrects the rows without a place. */
    Verdict correctGlobalRows() {
        start();
        int rows = job.places.globalRows();
        if (rows == 0) {
            return Verdict.OK;
        }
        products.clear(job.observations);
        everything.selectAll(job.observations);
        products.add(everything);
        boolean some = prepareGlobal();
        for (int i = 0; i < rows && !failed; i++) {
            correctRow(job.places.globalRow(i), some, 1);
        }
        return verdict();
    }

    private int take(int size) {
        return (int) Math.min((long) job.take() * size, Integer.MAX_VALUE);
    }

    private void start() {
        residue = 0;
        failed = false;
    }

    private Verdict verdict() {
        if (failed) {
            return failure;
        }
        return residue == 0 ? Verdict.OK : Verdict.NOT_FINITE;
    }

    private void correctDomain(int domain, LocalSelection selection) {
        double factor = learn(domain, selection);
        int rows = job.places.rows(domain);
        boolean some = rows > 0 && prepare(selection, factor);
        for (int i = 0; i < rows && !failed; i++) {
            correctRow(job.places.row(domain, i), some, factor);
        }
    }

    /** Learns from the sums over the selected observations; returns the factor that the analysis acts with. */
    private double learn(int domain, LocalSelection selection) {
        if (!job.inflation().learns()) {
            return job.inflation().factor(domain);
        }
        double weights = 0;
        double innovations = 0;
        double spread = 0;
        for (int k = 0; k < selection.count(); k++) {
            double weight = selection.weight(k);
            double innovation = job.observations.innovation(selection.index(k));
            weights += weight;
            innovations += weight * innovation * innovation;
            spread += weight * job.observations.varianceRatio(selection.index(k));
        }
        return job.inflation().learn(domain, weights, innovations, spread);
    }

    /**
     * Inflating the anomalies by √λ leaves T unchanged if each error variance is divided by λ instead, and so does the mean's
     * increment; what remains is to scale the analysis anomalies. So nothing that domains share has to be inflated anew.
     *
     * @return whether there is anything to correct with
     */
    private boolean prepare(LocalSelection selection, double factor) {
        if (selection.count() == 0) {
            return false;
        }
        if (factor != 1) {
            selection.multiplyWeights(factor);
        }
        return factored(update.factor(job.observations, selection, job.random()));
    }

    /** As {@link #prepare}, for the rows without a place. */
    private boolean prepareGlobal() {
        return everything.count() > 0 && factored(update.factorUninflated(job.observations, everything, job.random()));
    }

    private boolean factored(boolean done) {
        if (!done) {
            failed = true;
            failure = update.failure();
        }
        return true;
    }

    /** Writes a row of the analysis; what is not finite leaves a residue that is not 0. */
    private void correctRow(int row, boolean changed, double factor) {
        Ensemble analysis = job.analysis();
        int members = analysis.members();
        double[] forecast = job.forecast().values();
        double[] values = analysis.values();
        if (changed) {
            update.transform(forecast, values, row * members);
            if (factor != 1) {
                Rows.scaleAnomalies(analysis, row, Math.sqrt(factor));
            }
        } else {
            System.arraycopy(forecast, row * members, values, row * members, members);
        }
        residue += Rows.residue(values, row * members, members);
    }
}
