package io.fieldcast.dynamics;

import io.fieldcast.geometry.Grid;
import java.util.Arrays;

/**
 * Normalised Gaussian stencils of which every cell and every member has its own, applied to one row of cells at a time. The weights along x
 * and along y come from three exponentials for each cell and member and products from there on: of Gaussian weights on equal steps each is
 * the one before times a ratio that itself falls by one factor. Loops run over several cells and all their members at once, which share one
 * window wide enough for all of them. Immutable.
 *
 * <p>Weights below exp(−{@value #CUTOFF}) ≈ 8e-7 of the largest are left out: what a row loses by that is 2.5e-7 at most, before it
 * is normalised.
 */
final class MemberStencil {
    private static final double CUTOFF = 14;

    /** The narrowest kernel's reciprocal width, per cell squared. */
    static final double SHARPEST = 1 / Quadrature.floored(0, 1);

    /** Cells times members that a loop runs over: all weights of so many lie in the nearest cache. */
    private static final int LANES = 256;

    /** Taps that are summed in one loop. */
    private static final int GROUP = 4;

    /** Widest window; beyond it, or where weights relative to that at its rim pass exp of the other, members go one by one. */
    private static final int MOST_TAPS = 32;

    private static final double MOST_GROWTH = 150;

    private final int columns;
    private final int rows;

    MemberStencil(Grid grid) {
        this.columns = grid.columns();
        this.rows = grid.rows();
    }

    /** What a row of cells wants: three numbers for each cell and member, and six bounds for each cell. */
    int laneSize(int members) {
        return 3 * columns * members + 6 * columns;
    }

    private int run(int members) {
        return Math.min(columns, Math.max(1, LANES / members));
    }

    /** Doubles of working memory behind {@code free}. */
    int scratchSize(int members) {
        return run(members) * members * (2 * (MOST_TAPS + GROUP) + 3);
    }

    /** Doubles with what each member is multiplied by, once for every cell of a loop. */
    int gainSize(int members) {
        return run(members) * members;
    }

    /**
     * Writes one row of cells.
     *
     * @param from the field before, from {@code fromAt} on, left as it was; as many doubles as a row of the field has lie on either side of it
     * @param to receives the row of the field after, which begins at {@code toAt}, apart from {@code from}
     * @param work holds from {@code lanes} on the place along x that is drawn from less the cell's own, the same along y, and the width's
     *     reciprocal, each cells × members, all in cells, then for each cell the least and the largest of the three over the members; from
     *     {@code gains} on what each member is multiplied by, again and again, {@link #gainSize} doubles; free for use from {@code free}
     */
    void row(
            int row,
            int members,
            double[] from,
            int fromAt,
            double[] to,
            int toAt,
            double[] work,
            int lanes,
            int gains,
            int free) {
        int run = run(members);
        for (int first = 0; first < columns; first += run) {
            int end = Math.min(columns, first + run);
            Arrays.fill(to, toAt + first * members, toAt + end * members, 0);
            new Window(this, row, first, end, members, work, lanes).apply(from, fromAt, to, toAt, gains, free);
        }
    }

    /** Some cells of one row and what all their stencils reach. */
    private static final class Window {
        private final MemberStencil stencil;
        private final int row;
        private final int first;
        private final int end;
        private final int members;
        private final double[] work;
        private final int lanes;
        /** Columns drawn from, less the cell's own. */
        private final int west;

        private final int taps;
        private final int south;
        private final int north;
        private final boolean regular;

        Window(MemberStencil stencil, int row, int first, int end, int members, double[] work, int lanes) {
            this.stencil = stencil;
            this.row = row;
            this.first = first;
            this.end = end;
            this.members = members;
            this.work = work;
            this.lanes = lanes;
            int bounds = lanes + 3 * stencil.columns * members;
            double[] all = {
                Double.POSITIVE_INFINITY,
                Double.NEGATIVE_INFINITY,
                Double.POSITIVE_INFINITY,
                Double.NEGATIVE_INFINITY,
                Double.POSITIVE_INFINITY,
                Double.NEGATIVE_INFINITY
            };
            for (int cell = first; cell < end; cell++) {
                for (int k = 0; k < 6; k += 2) {
                    all[k] = Math.min(all[k], work[bounds + 6 * cell + k]);
                    all[k + 1] = Math.max(all[k + 1], work[bounds + 6 * cell + k + 1]);
                }
            }
            double square = CUTOFF / all[4];
            double reachX = reach(square, first + all[0], end - 1 + all[1], stencil.columns);
            double reachY = reach(square, row + all[2], row + all[3], stencil.rows);
            this.west = (int) Math.ceil(all[0] - reachX);
            int least = (int) Math.floor(all[1] + reachX) - west + 1;
            this.taps = (least + GROUP - 1) / GROUP * GROUP;
            this.south = (int) Math.max(0, Math.ceil(row + all[2] - reachY));
            this.north = (int) Math.min(stencil.rows - 1, Math.floor(row + all[3] + reachY));
            double farX = all[1] - west;
            double farY = Math.max(row + all[3] - south, south - row - all[2]);
            this.regular = all[0] - reachX > -stencil.columns
                    && all[1] + reachX < stencil.columns
                    && taps > 0
                    && taps <= MOST_TAPS
                    && north - south < MOST_TAPS
                    && farX * farX * all[5] < MOST_GROWTH
                    && farY * farY * all[5] < MOST_GROWTH;
        }

        /** What is outside draws from the nearest cells inside, further away than those of others. */
        private static double reach(double square, double low, double high, int cells) {
            double outside = Math.max(0, Math.max(-low, high - (cells - 1)));
            return Math.sqrt(square + outside * outside);
        }

        void apply(double[] from, int fromAt, double[] to, int toAt, int gains, int free) {
            if (!regular) {
                alone(from, fromAt, to, toAt, gains);
                return;
            }
            int n = (end - first) * members;
            int block = stencil.columns * members;
            int offset = lanes + first * members;
            int sharp = offset + 2 * block;
            int falling = free;
            int ratio = falling + n;
            int sum = ratio + n;
            int along = sum + n;
            int across = along + (MOST_TAPS + GROUP) * n;
            int height = north - south + 1;
            falling(work, sharp, work, falling, n);
            ratio(work, offset, work, sharp, work, ratio, west, n);
            weigh(along, taps, ratio, falling, n);
            shade(along, n);
            Arrays.fill(work, sum, sum + n, 0);
            for (int k = 0; k < taps; k += GROUP) {
                int at = along + k * n;
                sum(work, sum, work, at, work, at + n, work, at + 2 * n, work, at + 3 * n, n);
            }
            ratio(work, offset + block, work, sharp, work, ratio, south - row, n);
            weigh(across, height, ratio, falling, n);
            norm(sum, ratio, across, height, gains, n);
            for (int y = 0; y < height; y++) {
                int source = fromAt + ((south + y) * stencil.columns + first + west) * members;
                for (int k = 0; k < taps; k += GROUP) {
                    int w = along + k * n;
                    int q = source + k * members;
                    gather(
                            to,
                            toAt + first * members,
                            work,
                            across + y * n,
                            work,
                            w,
                            work,
                            w + n,
                            work,
                            w + 2 * n,
                            work,
                            w + 3 * n,
                            from,
                            q,
                            from,
                            q + members,
                            from,
                            q + 2 * members,
                            from,
                            q + 3 * members,
                            n);
                }
            }
        }

        /** Writes so many weights and up to a group more, the first of them 1. */
        private void weigh(int at, int count, int ratio, int falling, int n) {
            Arrays.fill(work, at, at + n, 1);
            for (int k = 1; k < count; k += GROUP) {
                int w = at + k * n;
                products(
                        work, w - n, work, ratio, work, falling, work, w, work, w + n, work, w + 2 * n, work, w + 3 * n,
                        n);
            }
        }

        /** Leaves out what lies outside the field. */
        private void shade(int along, int n) {
            for (int k = 0; k < taps; k++) {
                int inside = Math.max(first, Math.min(end, -west - k));
                int outside = Math.max(first, Math.min(end, stencil.columns - west - k));
                int at = along + k * n;
                Arrays.fill(work, at, at + (inside - first) * members, 0);
                Arrays.fill(work, at + (outside - first) * members, at + n, 0);
            }
        }

        /** Makes the weights along y, times those along x, of which {@code sum} holds the sum, sum to the gain. */
        private void norm(int sum, int total, int across, int height, int gains, int n) {
            Arrays.fill(work, total, total + n, 0);
            for (int y = 0; y < height; y++) {
                add(work, across + y * n, work, total, n);
            }
            share(work, gains, work, total, work, sum, n);
            for (int y = 0; y < height; y++) {
                multiply(work, sum, work, across + y * n, n);
            }
        }

        /** The same for one member after the other, where stencils have too little to do with each other. */
        private void alone(double[] from, int fromAt, double[] to, int toAt, int gains) {
            int block = stencil.columns * members;
            for (int lane = first * members; lane < end * members; lane++) {
                int m = lane % members;
                double x = within(Math.floorDiv(lane, members) + work[lanes + lane], stencil.columns);
                double y = within(row + work[lanes + block + lane], stencil.rows);
                double sharp = work[lanes + 2 * block + lane];
                double nearX = distance(x, stencil.columns);
                double nearY = distance(y, stencil.rows);
                double weights = 0;
                double sum = 0;
                for (int j = low(y, sharp, nearY); j <= high(y, sharp, nearY, stencil.rows); j++) {
                    for (int i = low(x, sharp, nearX); i <= high(x, sharp, nearX, stencil.columns); i++) {
                        double further = (i - x) * (i - x) - nearX * nearX + (j - y) * (j - y) - nearY * nearY;
                        double weight = Math.exp(-further * sharp);
                        weights += weight;
                        sum += weight * from[fromAt + (j * stencil.columns + i) * members + m];
                    }
                }
                to[toAt + lane] = work[gains + m] * sum / weights;
            }
        }

        /** Further out than the axis is long counts as that far. */
        private static double within(double place, int cells) {
            return Math.max(-cells, Math.min(2 * cells, place));
        }

        /** From the nearest cell. */
        private static double distance(double place, int cells) {
            return place - Math.max(0, Math.min(cells - 1, Math.rint(place)));
        }

        private static int low(double place, double sharp, double nearest) {
            return (int) Math.max(0, Math.ceil(place - Math.sqrt(CUTOFF / sharp + nearest * nearest)));
        }

        private static int high(double place, double sharp, double nearest, int cells) {
            return (int) Math.min(cells - 1, Math.floor(place + Math.sqrt(CUTOFF / sharp + nearest * nearest)));
        }
    }

    // In the loops below every stretch comes with an array of its own, though most lie in the same: the compiler makes
    // vectors only of
    // loops in which no two stretches are known to share one.

    /** {@code exp(−2 sharp)}: what a ratio of successive weights falls by. */
    private static void falling(double[] sharp, int atSharp, double[] to, int at, int n) {
        for (int i = 0; i < n; i++) {
            to[at + i] = exp(-2 * sharp[atSharp + i]);
        }
    }

    /** The second weight over the first of a window that begins at {@code first}. */
    private static void ratio(
            double[] place, int atPlace, double[] sharp, int atSharp, double[] to, int at, double first, int n) {
        for (int i = 0; i < n; i++) {
            to[at + i] = exp((2 * (place[atPlace + i] - first) - 1) * sharp[atSharp + i]);
        }
    }

    /** To 1e-9 between −20 and 20 and without a branch: eight terms of the series for a 128th of x, seven times squared. */
    private static double exp(double x) {
        double z = x * 0x1p-7;
        double square = z * z;
        double high = (1.0 / 24 + z * (1.0 / 120)) + square * (1.0 / 720 + z * (1.0 / 5040));
        double power = 1 + z + square * ((0.5 + z * (1.0 / 6)) + square * high);
        power *= power;
        power *= power;
        power *= power;
        power *= power;
        power *= power;
        power *= power;
        return power * power;
    }

    /** Four weights that follow {@code before}; {@code ratio} moves on. */
    private static void products(
            double[] before,
            int atBefore,
            double[] ratio,
            int atRatio,
            double[] falling,
            int atFalling,
            double[] w0,
            int at0,
            double[] w1,
            int at1,
            double[] w2,
            int at2,
            double[] w3,
            int at3,
            int n) {
        for (int i = 0; i < n; i++) {
            double fall = falling[atFalling + i];
            double step0 = ratio[atRatio + i];
            double step1 = step0 * fall;
            double step2 = step1 * fall;
            double step3 = step2 * fall;
            double first = before[atBefore + i] * step0;
            double second = first * step1;
            double third = second * step2;
            w0[at0 + i] = first;
            w1[at1 + i] = second;
            w2[at2 + i] = third;
            w3[at3 + i] = third * step3;
            ratio[atRatio + i] = step3 * fall;
        }
    }

    private static void sum(
            double[] to,
            int at,
            double[] w0,
            int at0,
            double[] w1,
            int at1,
            double[] w2,
            int at2,
            double[] w3,
            int at3,
            int n) {
        for (int i = 0; i < n; i++) {
            to[at + i] += (w0[at0 + i] + w1[at1 + i]) + (w2[at2 + i] + w3[at3 + i]);
        }
    }

    private static void add(double[] x, int atX, double[] to, int at, int n) {
        for (int i = 0; i < n; i++) {
            to[at + i] += x[atX + i];
        }
    }

    private static void multiply(double[] x, int atX, double[] to, int at, int n) {
        for (int i = 0; i < n; i++) {
            to[at + i] *= x[atX + i];
        }
    }

    /** {@code sum ← gain / (total · sum)}. */
    private static void share(double[] gain, int atGain, double[] total, int atTotal, double[] sum, int atSum, int n) {
        for (int i = 0; i < n; i++) {
            sum[atSum + i] = gain[atGain + i] / (total[atTotal + i] * sum[atSum + i]);
        }
    }

    private static void gather(
            double[] to,
            int at,
            double[] across,
            int atAcross,
            double[] w0,
            int at0,
            double[] w1,
            int at1,
            double[] w2,
            int at2,
            double[] w3,
            int at3,
            double[] q0,
            int from0,
            double[] q1,
            int from1,
            double[] q2,
            int from2,
            double[] q3,
            int from3,
            int n) {
        for (int i = 0; i < n; i++) {
            to[at + i] += across[atAcross + i]
                    * ((w0[at0 + i] * q0[from0 + i] + w1[at1 + i] * q1[from1 + i])
                            + (w2[at2 + i] * q2[from2 + i] + w3[at3 + i] * q3[from3 + i]));
        }
    }
}
