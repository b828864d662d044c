package io.fieldcast.verification.twin;

import io.fieldcast.domain.Check;
import io.fieldcast.observation.ObservationOperator;
import java.util.Arrays;

/** What is observed in each window: every place of the window's operator once, at one of the window's steps. Immutable. */
public interface Network {
    /** The places of a window's observations; sensors that move have other places in each. */
    ObservationOperator operator(int cycle);

    /** Variance of the observations' errors, known to the filter, above 0. */
    double errorVariance();

    /** Steps of the dynamics in a window. */
    default int steps() {
        return 1;
    }

    /** Step of the window, in 1..{@link #steps}, at which a place is observed. */
    default int step(int cycle, int place) {
        return steps();
    }

    /** The same places at the end of every window. */
    static Network fixed(ObservationOperator operator, double errorVariance) {
        Check.that(errorVariance > 0, "errorVariance must be above 0, got %s", errorVariance);
        return new Fixed(operator, errorVariance);
    }

    /** Every {@code stride}-th variable of a ring at the end of every window. */
    static Network onRing(Ring ring, int stride, double errorVariance) {
        double[] xs = new double[(ring.size() + stride - 1) / stride];
        Arrays.setAll(xs, i -> i * stride);
        return fixed(ring.operator(xs), errorVariance);
    }

    /** See {@link #fixed}. */
    record Fixed(ObservationOperator everywhere, double errorVariance) implements Network {
        @Override
        public ObservationOperator operator(int cycle) {
            return everywhere;
        }
    }
}
