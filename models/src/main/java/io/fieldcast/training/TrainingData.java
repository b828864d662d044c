package io.fieldcast.training;

import io.fieldcast.domain.Check;
import io.fieldcast.geometry.Representation;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;

/**
 * A field's history as training sees it: standardised anomalies at places, equally spaced in time, and the same as frames on the
 * representation. The first frames are for fitting, the later ones are held out to stop by. What is standardised is so with statistics
 * of each frame's past only. Immutable.
 */
public final class TrainingData {
    private final Representation representation;
    private final double radius;
    private final Instant start;
    private final Duration step;
    private final double[] xs;
    private final double[] ys;
    private final double[] places;
    private final double[] rows;
    private final int fit;
    private final Smoothing smoothing;

    private TrainingData(
            Representation representation,
            double radius,
            Instant start,
            Duration step,
            double[] xs,
            double[] ys,
            double[] places,
            double[] rows,
            int fit,
            Smoothing smoothing) {
        int frames = rows.length / representation.size();
        Check.that(fit >= 1 && fit <= frames, "frames to fit must lie in 1..%d, got %d", frames, fit);
        Check.that(radius > 0, "radius must be above 0, got %s", radius);
        this.representation = representation;
        this.radius = radius;
        this.start = start;
        this.step = step;
        this.xs = xs;
        this.ys = ys;
        this.places = places;
        this.rows = rows;
        this.fit = fit;
        this.smoothing = smoothing;
    }

    /**
     * How values at places become a frame: the most likely field given them, see {@link FrameProjection}.
     *
     * @param reach distance over which the field's correlation falls to 1/e, above 0
     * @param errorVariance of a value at a place, in units of the field's variance, above 0
     */
    public record Smoothing(double reach, double errorVariance) {
        public Smoothing {
            Check.that(reach > 0, "reach must be above 0, got %s", reach);
            Check.that(errorVariance > 0, "errorVariance must be above 0, got %s", errorVariance);
        }
    }

    /**
     * History at places.
     *
     * @param radius the network's radius, unit of the dynamics' lengths
     * @param start time of the first frame
     * @param xs x of each place
     * @param ys y of each place
     * @param values standardised anomalies, frames × places, row-major, NaN where nothing is known; copied
     * @param fit number of frames for fitting, the first ones; the others are held out
     */
    public static TrainingData atPlaces(
            Representation representation,
            double radius,
            Instant start,
            Duration step,
            double[] xs,
            double[] ys,
            double[] values,
            int fit,
            Smoothing smoothing) {
        Check.length("ys", ys, xs.length);
        Check.that(xs.length > 0 && values.length % xs.length == 0, "values are not whole frames of the places");
        double[] rows = new FrameProjection(representation, xs, ys, smoothing).frames(values);
        return new TrainingData(
                representation, radius, start, step, xs.clone(), ys.clone(), values.clone(), rows, fit, smoothing);
    }

    /**
     * History that is known row by row, such as that of a twin on its own grid; a place for each row.
     *
     * @param values frames × rows of the representation, row-major; a frame with a NaN in it is a gap
     * @param fit number of frames for fitting, the first ones
     */
    public static TrainingData ofRows(
            Representation representation, double radius, Instant start, Duration step, double[] values, int fit) {
        int size = representation.size();
        Check.that(values.length % size == 0, "values are not whole frames of %d rows", size);
        double[] xs = new double[size];
        double[] ys = new double[size];
        for (int row = 0; row < size; row++) {
            xs[row] = representation.x(row);
            ys[row] = representation.y(row);
        }
        Smoothing smoothing = new Smoothing(radius, 0.01);
        double[] held = values.clone();
        return new TrainingData(representation, radius, start, step, xs, ys, held, held, fit, smoothing);
    }

    /** The same history on another representation, such as a coarser one to start on. */
    public TrainingData on(Representation other) {
        return atPlaces(other, radius, start, step, xs, ys, places, fit, smoothing);
    }

    public Representation representation() {
        return representation;
    }

    /** The network's radius, unit of the dynamics' lengths. */
    public double radius() {
        return radius;
    }

    /** Time between two frames; one step of the dynamics. */
    public Duration step() {
        return step;
    }

    /** Number of all frames. */
    public int frames() {
        return rows.length / representation.size();
    }

    /** Number of frames for fitting; those from this one on are held out. */
    public int fit() {
        return fit;
    }

    /** Time of a frame. */
    public Instant time(int frame) {
        return start.plus(step.multipliedBy(frame));
    }

    /** Number of places. */
    public int places() {
        return xs.length;
    }

    public double x(int place) {
        return xs[place];
    }

    public double y(int place) {
        return ys[place];
    }

    /** Standardised anomaly at a place, NaN where nothing is known. */
    public double atPlace(int frame, int place) {
        return places[frame * xs.length + place];
    }

    /** Standardised anomaly of a row of the representation, NaN in a gap. */
    public double value(int frame, int row) {
        return rows[frame * representation.size() + row];
    }

    /** Writes a frame, {@link Representation#size} numbers from {@code at} on; they are NaN in a gap. */
    public void frame(int frame, double[] target, int at) {
        int size = representation.size();
        System.arraycopy(rows, frame * size, target, at, size);
    }

    /** Whether the {@code length} frames from {@code frame} on exist and have no gap. */
    public boolean isWhole(int frame, int length) {
        int size = representation.size();
        if (frame < 0 || frame + length > frames()) {
            return false;
        }
        double sum = 0;
        for (int at = frame * size; at < (frame + length) * size; at++) {
            sum += rows[at] * 0;
        }
        return sum == 0;
    }

    /** SHA-256 of all values, places, times and of the split, in hexadecimal. */
    public String digest() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            ByteBuffer head = ByteBuffer.allocate(3 * Long.BYTES);
            head.putLong(start.toEpochMilli()).putLong(step.toMillis()).putLong(fit);
            digest.update(head.array());
            for (double[] numbers : new double[][] {xs, ys, places}) {
                ByteBuffer bytes = ByteBuffer.allocate(numbers.length * Double.BYTES);
                bytes.asDoubleBuffer().put(numbers);
                digest.update(bytes);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
