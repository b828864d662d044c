package io.fieldcast.verification.twin;

import io.fieldcast.domain.Check;
import io.fieldcast.numerics.RandomStreams;
import io.fieldcast.numerics.RandomStreams.Purpose;

/**
 * How many windows late each report is: with probability q between one and four, all equally likely, else on time. Immutable.
 *
 * @param probability q
 */
record LateReports(double probability, RandomStreams streams) {
    static final int LATEST = 4;

    LateReports {
        Check.that(probability >= 0 && probability <= 1, "probability must lie in 0..1, got %s", probability);
    }

    static LateReports of(double probability, long seed) {
        return new LateReports(probability, new RandomStreams(seed, "late"));
    }

    /** Windows after its own at whose end the report of a place is there; 0 where it is on time. */
    int delay(int cycle, int place) {
        RandomStreams.Stream numbers = streams.stream(cycle, Purpose.MEASUREMENT);
        boolean late = numbers.uniform(2L * place) < probability;
        return late ? 1 + (int) (LATEST * numbers.uniform(2L * place + 1)) : 0;
    }

    /** What of a window is there at the end of window {@code now}. */
    Window arrivedBy(Window window, int now) {
        return window.only(place -> window.cycle() + delay(window.cycle(), place) <= now);
    }

    /** Whether anything of an earlier window arrives just at the end of window {@code now}. */
    boolean hasNews(Window window, int now) {
        for (int place = 0; place < window.places(); place++) {
            if (window.cycle() + delay(window.cycle(), place) == now) {
                return true;
            }
        }
        return false;
    }
}
