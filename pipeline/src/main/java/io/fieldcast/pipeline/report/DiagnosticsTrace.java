package io.fieldcast.pipeline.report;

import io.fieldcast.domain.Diagnostics;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Diagnostics of a whole run in bounded memory: when it is full, every second cycle is let go and from then on only every
 * second one is taken. Confined to one thread.
 */
final class DiagnosticsTrace {
    private static final int MOST = 1_200;
    private final List<Diagnostics> kept = new ArrayList<>();
    private long seen;
    private long stride = 1;

    void add(Diagnostics diagnostics) {
        if (seen++ % stride != 0) {
            return;
        }
        kept.add(diagnostics);
        if (kept.size() == MOST) {
            for (int i = 1; i <= kept.size() - 1; i++) {
                kept.remove(i);
            }
            stride *= 2;
        }
    }

    int size() {
        return kept.size();
    }

    long epochSecond(int index) {
        return kept.get(index).cycle().getEpochSecond();
    }

    /** NaN where the cycle has no such number. */
    double number(int index, String name) {
        SortedMap<String, Double> numbers = kept.get(index).numbers();
        return numbers.getOrDefault(name, Double.NaN);
    }

    SortedSet<String> names() {
        SortedSet<String> names = new TreeSet<>();
        kept.forEach(diagnostics -> names.addAll(diagnostics.numbers().keySet()));
        return names;
    }
}
