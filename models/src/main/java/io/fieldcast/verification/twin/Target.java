package io.fieldcast.verification.twin;

import java.util.OptionalDouble;

/**
 * What one figure of a row is held to.
 *
 * @param reference what independent implementations or the exact optimum reach, if known
 * @param least smallest value that is accepted
 * @param most largest value that is accepted
 */
public record Target(Figure figure, OptionalDouble reference, double least, double most) {
    /** At most {@code tolerance} away from the reference. */
    public static Target within(Figure figure, double reference, double tolerance) {
        return new Target(figure, OptionalDouble.of(reference), reference - tolerance, reference + tolerance);
    }

    /** At most {@code most}, where {@code reference} has been reached. */
    public static Target atMost(Figure figure, double reference, double most) {
        return new Target(figure, OptionalDouble.of(reference), Double.NEGATIVE_INFINITY, most);
    }

    /** At most {@code most}. */
    public static Target atMost(Figure figure, double most) {
        return new Target(figure, OptionalDouble.empty(), Double.NEGATIVE_INFINITY, most);
    }

    /** Shown beside the reference, not judged. */
    public static Target shown(Figure figure, double reference) {
        return new Target(figure, OptionalDouble.of(reference), Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
    }

    /** Shown without a reference, not judged. */
    public static Target none(Figure figure) {
        return new Target(figure, OptionalDouble.empty(), Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
    }

    /** Whether anything is asked for. */
    public boolean isJudged() {
        return least > Double.NEGATIVE_INFINITY || most < Double.POSITIVE_INFINITY;
    }

    /** Whether {@code value} is accepted; NaN only where nothing is asked for. */
    public boolean accepts(double value) {
        return !isJudged() || (value >= least && value <= most);
    }
}
