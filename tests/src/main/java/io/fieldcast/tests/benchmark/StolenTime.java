package io.fieldcast.tests.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The share of the processors' time that a virtual machine's host gave to others from a moment on, as Linux counts it: what explains a figure that another
 * minute does not repeat.
 */
final class StolenTime {
    private static final Path COUNTERS = Path.of("/proc/stat");
    /** Of the numbers in the first line: user, nice, system, idle, iowait, irq, softirq, steal; what follows is counted in these already. */
    private static final int STEAL = 7;

    private final long[] before = counters();

    /** The share until now, or nothing where nobody counts it. */
    String text() {
        long[] now = counters();
        if (now.length <= STEAL || before.length <= STEAL) {
            return "";
        }
        double all = 0;
        for (int i = 0; i <= STEAL; i++) {
            all += now[i] - before[i];
        }
        return String.format(Locale.ROOT, ", stolen %.1f %%", 100 * (now[STEAL] - before[STEAL]) / Math.max(1, all));
    }

    private static long[] counters() {
        try (Stream<String> lines = Files.lines(COUNTERS)) {
            String[] words = lines.findFirst().orElse("").split("\\s+");
            return Arrays.stream(words).skip(1).mapToLong(Long::parseLong).toArray();
        } catch (IOException e) {
            return new long[0];
        }
    }
}
