package io.fieldcast.training.flow;

import io.fieldcast.numerics.RandomStreams;

/** One stream of random numbers taken one after the other. Confined to one thread. */
final class Draws {
    private final RandomStreams.Stream stream;
    private long at;

    Draws(RandomStreams.Stream stream) {
        this.stream = stream;
    }

    double uniform(double low, double high) {
        return low + (high - low) * stream.uniform(at++);
    }

    boolean chance(double probability) {
        return stream.uniform(at++) < probability;
    }

    /** From 0 to below {@code count}. */
    int below(int count) {
        return (int) Math.floor(count * stream.uniform(at++));
    }

    double gaussian() {
        at += at & 1;
        double value = stream.gaussian(at);
        at += 2;
        return value;
    }
}
