package io.fieldcast.assimilation;

import io.fieldcast.numerics.GramKernel;
import java.util.Arrays;

/**
 * Elements of {@code S Sᵀ} for the observations that a few neighbouring domains see: each pair of observations is multiplied
 * once for all of them, and only if someone asks. An element is summed in one order wherever its observations stand, so it does
 * not depend on which domains share it. Reusable; confined to one thread.
 */
final class SharedProducts {
    private int members;
    private int count;
    private boolean known;
    private double[] anomalies = new double[0];
    private int[] slots = new int[0];
    private int[] held = new int[0];
    private int[] rows = new int[0];
    private double[] table = new double[0];

    /** Forgets all observations. */
    void clear(WhitenedObservations observations) {
        for (int i = 0; i < count; i++) {
            slots[held[i]] = -1;
        }
        count = 0;
        known = false;
        members = observations.members();
        anomalies = observations.anomalies();
        if (slots.length < observations.count()) {
            slots = new int[observations.count()];
            Arrays.fill(slots, -1);
        }
    }

    /** Number of observations held. */
    int count() {
        return count;
    }

    /** How many of the selected observations are not held yet. */
    int missing(LocalSelection selection) {
        int missing = 0;
        for (int k = 0; k < selection.count(); k++) {
            missing += slots[selection.index(k)] < 0 ? 1 : 0;
        }
        return missing;
    }

    /** Holds the selected observations, too. */
    void add(LocalSelection selection) {
        int room = count + selection.count();
        if (held.length < room) {
            held = Arrays.copyOf(held, Math.max(room, 2 * held.length));
        }
        for (int k = 0; k < selection.count(); k++) {
            int index = selection.index(k);
            if (slots[index] < 0) {
                held[count] = index;
                slots[index] = count++;
            }
            selection.setSlot(k, slots[index]);
        }
        known = false;
    }

    /** Elements by the slots of two observations, row-major with {@link #stride}; slot {@link #count} holds zeros. */
    double[] table(WhitenedObservations observations) {
        if (!known) {
            compute(observations);
            known = true;
        }
        return table;
    }

    /** From one row of {@link #table} to the next. */
    int stride() {
        return GramKernel.padded(count + 1);
    }

    private void compute(WhitenedObservations observations) {
        int stride = stride();
        if (rows.length < stride) {
            rows = new int[2 * stride];
        }
        if (table.length < stride * stride) {
            table = new double[2 * stride * stride];
        }
        for (int i = 0; i < stride; i++) {
            rows[i] = (i < count ? held[i] : observations.zeroRow()) * members;
        }
        GramKernel.products(anomalies, rows, stride, members, table);
    }
}
