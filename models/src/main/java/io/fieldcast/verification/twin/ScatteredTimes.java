package io.fieldcast.verification.twin;

import io.fieldcast.domain.Check;
import io.fieldcast.numerics.RandomStreams;
import io.fieldcast.numerics.RandomStreams.Purpose;
import io.fieldcast.observation.ObservationOperator;
import java.util.Arrays;

/** Every variable of a ring once in a window, in a random order, equally many at each step. Confined to one thread. */
final class ScatteredTimes implements Network {
    private final ObservationOperator operator;
    private final int steps;
    private final double errorVariance;
    private final RandomStreams streams;
    private final int[] stepOf;
    private int drawnFor = -1;

    /** @param steps of a window, a divisor of the ring's size */
    ScatteredTimes(Ring ring, int steps, double errorVariance, long seed) {
        Check.that(ring.size() % steps == 0, "%d variables do not fall into %d steps", ring.size(), steps);
        double[] xs = new double[ring.size()];
        Arrays.setAll(xs, i -> i);
        this.operator = ring.operator(xs);
        this.steps = steps;
        this.errorVariance = errorVariance;
        this.streams = new RandomStreams(seed, "order");
        this.stepOf = new int[ring.size()];
    }

    /** Fisher and Yates's shuffle. */
    private void draw(int cycle) {
        RandomStreams.Stream numbers = streams.stream(cycle, Purpose.MEASUREMENT);
        int each = stepOf.length / steps;
        Arrays.setAll(stepOf, i -> 1 + i / each);
        for (int i = stepOf.length - 1; i > 0; i--) {
            int other = (int) (numbers.uniform(i) * (i + 1));
            int kept = stepOf[i];
            stepOf[i] = stepOf[other];
            stepOf[other] = kept;
        }
        drawnFor = cycle;
    }

    @Override
    public ObservationOperator operator(int cycle) {
        return operator;
    }

    @Override
    public double errorVariance() {
        return errorVariance;
    }

    @Override
    public int steps() {
        return steps;
    }

    @Override
    public int step(int cycle, int place) {
        if (drawnFor != cycle) {
            draw(cycle);
        }
        return stepOf[place];
    }

    /** The same observations in windows of a single step each. */
    Network stepByStep() {
        return new StepByStep(this);
    }

    private record StepByStep(ScatteredTimes windows) implements Network {
        @Override
        public ObservationOperator operator(int cycle) {
            int window = Math.floorDiv(cycle - 1, windows.steps) + 1;
            int step = Math.floorMod(cycle - 1, windows.steps) + 1;
            double[] xs = new double[windows.stepOf.length];
            int count = 0;
            for (int place = 0; place < xs.length; place++) {
                if (windows.step(window, place) == step) {
                    xs[count++] = place;
                }
            }
            return new Ring(xs.length).operator(Arrays.copyOf(xs, count));
        }

        @Override
        public double errorVariance() {
            return windows.errorVariance;
        }
    }
}
