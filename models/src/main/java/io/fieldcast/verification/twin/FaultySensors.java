package io.fieldcast.verification.twin;

import io.fieldcast.numerics.RandomStreams;
import io.fieldcast.numerics.RandomStreams.Purpose;

/**
 * The faults of case E, alone or together: reports with gross errors, four sensors that hang, and four others that are biased. Which
 * sensors it hits and when is drawn from the seed. Remembers the last report of each sensor before it hung: for one run, confined to
 * one thread.
 */
final class FaultySensors implements Faults {
    /** What is wrong with the sensors. */
    enum Kind {
        CLEAN(false, false, false),
        GROSS(true, false, false),
        STUCK(false, true, false),
        BIASED(false, false, true),
        ALL_THREE(true, true, true);

        private final boolean gross;
        private final boolean stuck;
        private final boolean biased;

        Kind(boolean gross, boolean stuck, boolean biased) {
            this.gross = gross;
            this.stuck = stuck;
            this.biased = biased;
        }
    }

    private static final double GROSS_SHARE = 0.05;
    private static final double GROSS_DEVIATION = 10;
    private static final int STUCK_SENSORS = 4;
    private static final int STUCK_AFTER = 500;
    private static final int BIASED_SENSORS = 4;
    private static final double BIAS = 3;

    private final Kind kind;
    private final RandomStreams streams;
    private final int[] order;
    private final double[] last;

    FaultySensors(Kind kind, int sensors, long seed) {
        this.kind = kind;
        this.streams = new RandomStreams(seed, "faults");
        this.order = shuffled(sensors, streams.stream(0, Purpose.MEASUREMENT));
        this.last = new double[sensors];
    }

    private static int[] shuffled(int count, RandomStreams.Stream random) {
        int[] order = new int[count];
        for (int i = 0; i < count; i++) {
            int j = (int) Math.floor((i + 1) * random.uniform(i));
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }

    @Override
    public double reported(int cycle, int place, double value) {
        int rank = order[place];
        if (kind.stuck && rank < STUCK_SENSORS && cycle > STUCK_AFTER) {
            return last[place];
        }
        RandomStreams.Stream random = streams.stream(cycle, Purpose.MEASUREMENT);
        double report = value;
        if (kind.gross && random.uniform(place) < GROSS_SHARE) {
            report += GROSS_DEVIATION * random.gaussian(last.length + 2L * place);
        }
        if (kind.biased && rank >= STUCK_SENSORS && rank < STUCK_SENSORS + BIASED_SENSORS) {
            report += BIAS;
        }
        last[place] = report;
        return report;
    }
}
