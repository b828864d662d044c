package io.fieldcast.assimilation;

/**
 * A few domains that follow each other in space and share the inner products of their observations. It ends where sharing no longer
 * pays: where the pairs that another domain adds exceed the mean number of pairs for each domain so far. Reusable; one thread.
 */
final class Neighbourhood {
    private static final int MOST_DOMAINS = 64;

    private final SharedProducts products = new SharedProducts();
    private final LocalSelection[] selections = new LocalSelection[MOST_DOMAINS + 1];
    private int size;
    private boolean oneAhead;

    Neighbourhood() {
        for (int i = 0; i < selections.length; i++) {
            selections[i] = new LocalSelection(products);
        }
    }

    /** Forgets the domain that was looked at but not taken, before going on at another place. */
    void restart() {
        size = 0;
        oneAhead = false;
    }

    /** Takes the domains {@code order[from..]}, at least one and none at {@code to} or later; call after call they must follow on. */
    int gather(LocalJob job, int from, int to) {
        products.clear(job.observations);
        if (oneAhead) {
            LocalSelection first = selections[size];
            selections[size] = selections[0];
            selections[0] = first;
        }
        size = 0;
        while (size < MOST_DOMAINS && from + size < to) {
            LocalSelection selection = selections[size];
            if (size > 0 || !oneAhead) {
                int domain = job.order[from + size];
                selection.select(job.observations, job.localization, job.places.x(domain), job.places.y(domain));
            }
            if (!pays(selection)) {
                oneAhead = true;
                return size;
            }
            products.add(selection);
            size++;
        }
        oneAhead = false;
        return size;
    }

    /** Pairs are counted as squares. */
    private boolean pays(LocalSelection selection) {
        double before = products.count();
        double after = before + products.missing(selection);
        return size == 0 || (after * after - before * before) * size <= before * before;
    }

    /** What the {@code index}-th domain sees. */
    LocalSelection selection(int index) {
        return selections[index];
    }
}
