package io.fieldcast.dynamics;

import io.fieldcast.domain.Check;
import io.fieldcast.geometry.Grid;
import io.fieldcast.numerics.DenseKernels;
import java.util.Arrays;

/**
 * What three successive frames of a field say about its motion around each coarse centre: how badly the later of two frames is
 * matched by the earlier one shifted by each whole number of cells. It is the correlation layer of FlowNet with squared differences in
 * place of products, which do not mistake a bright spot for a match. The frames are first standardised by their own common mean and
 * deviation, the only statistics used, which the past alone gives. Immutable.
 *
 * @see <a href="https://doi.org/10.1109/ICCV.2015.316">Dosovitskiy et al. (2015), FlowNet</a>
 */
public final class FlowFeatures {
    /** Frames that are looked at, the latest first. */
    public static final int FRAMES = 3;

    /** Largest shift tried along each axis, cells. */
    private static final int REACH = 4;

    private static final int SIDE = 2 * REACH + 1;
    private static final int SHIFTS = SIDE * SIDE;
    private static final int PAIRS = FRAMES - 1;

    /** Numbers for each centre: a mismatch for each shift and pair of frames, and the log of their mean for each pair. */
    public static final int CHANNELS = PAIRS * (SHIFTS + 1);

    /** Mean mismatch below this share of the frames' variance is taken for no structure at all. */
    private static final double BLANK = 1e-3;

    /** Rows of cells that are pooled together, so that what they are added to is fetched and stored once for all of them. */
    private static final int BAND = 4;

    private final Grid grid;
    private final CoarseBases bases;
    /** Windows along x, a row for each column of bases, and along y, a row for each row of bases, filled up to whole bands. */
    private final double[] windowsX;

    private final double[] windowsY;
    private final int bands;
    /** Reciprocal of the window's weight that lies on cells whose source is inside, shifts × bases. */
    private final double[] scales;

    public FlowFeatures(Grid grid, CoarseBases bases) {
        Check.that(
                grid.columns() > 2 * REACH && grid.rows() > 2 * REACH,
                "grid is %d x %d cells, expected more than %d along each side",
                grid.columns(),
                grid.rows(),
                2 * REACH);
        this.grid = grid;
        this.bases = bases;
        this.bands = (grid.rows() + BAND - 1) / BAND;
        this.windowsX = new double[bases.columns() * grid.columns()];
        this.windowsY = new double[bases.rows() * bands * BAND];
        for (int k = 0; k < bases.columns(); k++) {
            for (int x = 0; x < grid.columns(); x++) {
                windowsX[k * grid.columns() + x] = bases.windowX(x, k);
            }
        }
        for (int k = 0; k < bases.rows(); k++) {
            for (int y = 0; y < grid.rows(); y++) {
                windowsY[k * bands * BAND + y] = bases.windowY(y, k);
            }
        }
        this.scales = new double[SHIFTS * bases.size()];
        double[] ones = new double[2 * grid.size()];
        Arrays.fill(ones, 0, grid.size(), 1);
        pool(ones, 0, grid.size(), scales, 0, new double[poolSize()], 0);
        for (int i = 0; i < scales.length; i++) {
            scales[i] = scales[i] > 0 ? 1 / scales[i] : 0;
        }
    }

    /** Numbers that {@link #write} fills. */
    public int size() {
        return CHANNELS * bases.size();
    }

    /** Doubles of working memory for {@link #write}. */
    public int scratchSize() {
        return FRAMES * grid.size() + poolSize();
    }

    private int poolSize() {
        return SIDE * grid.columns() * (BAND + bases.rows());
    }

    /**
     * Writes the features, one number for each channel and centre.
     *
     * @param frames {@link #FRAMES} fields from {@code at} on, the latest first, left as they were
     * @param features receives {@link #size} numbers from {@code to} on, channels × centres
     * @param scratch {@link #scratchSize} doubles from {@code atScratch} on, apart from the others
     */
    public void write(double[] frames, int at, double[] features, int to, double[] scratch, int atScratch) {
        int cells = grid.size();
        int count = bases.size();
        int line = atScratch + FRAMES * cells;
        standardise(frames, at, scratch, atScratch);
        for (int pair = 0; pair < PAIRS; pair++) {
            int from = to + pair * (SHIFTS + 1) * count;
            int level = from + SHIFTS * count;
            int later = atScratch + pair * cells;
            pool(scratch, later, later + cells, features, from, scratch, line);
            Arrays.fill(features, level, level + count, 0);
            for (int shift = 0; shift < SHIFTS; shift++) {
                int target = from + shift * count;
                for (int k = 0; k < count; k++) {
                    features[target + k] *= scales[shift * count + k];
                    features[level + k] += features[target + k] / SHIFTS;
                }
            }
            for (int shift = 0; shift < SHIFTS; shift++) {
                for (int k = 0; k < count; k++) {
                    int here = from + shift * count + k;
                    features[here] = features[here] / (features[level + k] + BLANK) - 1;
                }
            }
            for (int k = 0; k < count; k++) {
                features[level + k] = 0.25 * Math.log(features[level + k] + BLANK);
            }
        }
    }

    private void standardise(double[] frames, int at, double[] to, int atTo) {
        standardise(frames, at, FRAMES * grid.size(), FRAMES * grid.size(), to, atTo);
    }

    /**
     * Writes fields less the mean of the first of them, over their deviation; a field without structure becomes zero.
     *
     * @param fields {@code length} numbers from {@code at} on, left as they were
     * @param known the first so many give mean and deviation: what comes later must not
     * @param to receives {@code length} numbers from {@code atTo} on
     */
    public static void standardise(double[] fields, int at, int known, int length, double[] to, int atTo) {
        double mean = 0;
        for (int i = 0; i < known; i++) {
            mean += fields[at + i];
        }
        mean /= known;
        double variance = 0;
        for (int i = 0; i < known; i++) {
            variance += (fields[at + i] - mean) * (fields[at + i] - mean);
        }
        double square = variance / known;
        // Of numbers so small that their squares vanish nothing can be told.
        double scale = square > Double.MIN_NORMAL ? 1 / Math.sqrt(square) : 0;
        for (int i = 0; i < length; i++) {
            to[atTo + i] = (fields[at + i] - mean) * scale;
        }
    }

    /**
     * Sums {@code (later(s) − earlier(s − shift))²} over the window of each centre, cells without a source left out, for every shift. First
     * along y, for all eastward shifts side by side so that the loops are long, then what is left along x.
     *
     * @param to receives shifts × centres from {@code at} on
     * @param work {@link #poolSize} doubles from {@code free} on
     */
    private void pool(double[] frames, int later, int earlier, double[] to, int at, double[] work, int free) {
        int line = SIDE * grid.columns();
        int sums = free + BAND * line;
        for (int northward = -REACH; northward <= REACH; northward++) {
            Arrays.fill(work, sums, sums + bases.rows() * line, 0);
            for (int band = 0; band < bands; band++) {
                for (int i = 0; i < BAND; i++) {
                    squares(frames, later, earlier, band * BAND + i, northward, work, free + i * line);
                }
                for (int row = 0; row < bases.rows(); row++) {
                    int weights = (row * bands + band) * BAND;
                    if (windowsY[weights] > 0 || windowsY[weights + BAND - 1] > 0) {
                        DenseKernels.addRows(windowsY, weights, BAND, work, free, line, work, sums + row * line, line);
                    }
                }
            }
            int shifts = at + (northward + REACH) * SIDE * bases.size();
            for (int eastward = 0; eastward < SIDE; eastward++) {
                for (int row = 0; row < bases.rows(); row++) {
                    int from = sums + row * line + eastward * grid.columns();
                    alongX(work, from, to, shifts + eastward * bases.size() + row * bases.columns());
                }
            }
        }
    }

    /** Writes the squares in row {@code y} of cells for every eastward shift; zeros where a cell has no source. */
    private void squares(double[] frames, int later, int earlier, int y, int northward, double[] to, int at) {
        int across = grid.columns();
        Arrays.fill(to, at, at + SIDE * across, 0);
        if (y >= grid.rows() || y < northward || y - northward >= grid.rows()) {
            return;
        }
        for (int eastward = -REACH; eastward <= REACH; eastward++) {
            int here = later + y * across;
            int there = earlier + (y - northward) * across - eastward;
            int target = at + (eastward + REACH) * across;
            int east = across + Math.min(0, eastward);
            for (int x = Math.max(0, eastward); x < east; x++) {
                double difference = frames[here + x] - frames[there + x];
                to[target + x] = difference * difference;
            }
        }
    }

    private void alongX(double[] row, int from, double[] to, int at) {
        int across = grid.columns();
        double spacing = (double) across / bases.columns();
        for (int k = 0; k < bases.columns(); k++) {
            double centre = (k + 0.5) * spacing;
            int west = (int) Math.max(0, centre - CoarseBases.REACH * spacing - 1);
            int east = (int) Math.min(across, centre + CoarseBases.REACH * spacing + 1);
            to[at + k] = DenseKernels.dot(windowsX, k * across + west, row, from + west, east - west);
        }
    }
}
