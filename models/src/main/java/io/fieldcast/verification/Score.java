package io.fieldcast.verification;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Running scores of one forecaster for one lead time, or one lead time and station. Confined to one thread. */
public final class Score {
    private long count;
    private double errors;
    private double sizes;
    private double squares;
    private double crps;
    private long inside50;
    private long inside90;

    /**
     * @param forecast point forecast
     * @param crps score of the whole distribution, see {@link Crps}
     * @param inside50 whether the central 50 % interval held the observation
     */
    public void add(double forecast, double observed, double crps, boolean inside50, boolean inside90) {
        double error = forecast - observed;
        count++;
        errors += error;
        sizes += Math.abs(error);
        squares += error * error;
        this.crps += crps;
        this.inside50 += inside50 ? 1 : 0;
        this.inside90 += inside90 ? 1 : 0;
    }

    /** Takes in everything that {@code other} has seen. */
    public void add(Score other) {
        count += other.count;
        errors += other.errors;
        sizes += other.sizes;
        squares += other.squares;
        crps += other.crps;
        inside50 += other.inside50;
        inside90 += other.inside90;
    }

    public long count() {
        return count;
    }

    /** Mean of forecast minus observed; this and the others are NaN before the first pair. */
    public double bias() {
        return errors / count;
    }

    public double mae() {
        return sizes / count;
    }

    public double rmse() {
        return Math.sqrt(squares / count);
    }

    public double crps() {
        return crps / count;
    }

    public double coverage50() {
        return (double) inside50 / count;
    }

    public double coverage90() {
        return (double) inside90 / count;
    }

    void writeTo(DataOutput out) throws IOException {
        out.writeLong(count);
        out.writeDouble(errors);
        out.writeDouble(sizes);
        out.writeDouble(squares);
        out.writeDouble(crps);
        out.writeLong(inside50);
        out.writeLong(inside90);
    }

    static Score readFrom(DataInput in) throws IOException {
        Score score = new Score();
        score.count = in.readLong();
        score.errors = in.readDouble();
        score.sizes = in.readDouble();
        score.squares = in.readDouble();
        score.crps = in.readDouble();
        score.inside50 = in.readLong();
        score.inside90 = in.readLong();
        return score;
    }
}
