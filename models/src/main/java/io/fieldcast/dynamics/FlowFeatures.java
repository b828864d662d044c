package io.fieldcast.dynamics;

import io.fieldcast.domain.Check;
import io.fieldcast.geometry.Grid;
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

    private final Grid grid;
    private final CoarseBases bases;
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
        this.scales = new double[SHIFTS * bases.size()];
        double[] ones = new double[2 * grid.size()];
        double[] line = new double[bases.columns()];
        for (int i = 0; i < grid.size(); i++) {
            ones[i] = 1;
        }
        for (int shift = 0; shift < SHIFTS; shift++) {
            pool(ones, 0, grid.size(), shift, scales, shift * bases.size(), line, 0);
        }
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
        return FRAMES * grid.size() + bases.columns();
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
            Arrays.fill(features, level, level + count, 0);
            for (int shift = 0; shift < SHIFTS; shift++) {
                int target = from + shift * count;
                int later = atScratch + pair * cells;
                pool(scratch, later, later + cells, shift, features, target, scratch, line);
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
        double scale = square > Double.MIN_NORMAL ? Math.sqrt(known / variance) : 0;
        for (int i = 0; i < length; i++) {
            to[atTo + i] = (fields[at + i] - mean) * scale;
        }
    }

    /** Sums {@code (later(s) − earlier(s − shift))²} over the window of each centre, cells without a source left out. */
    private void pool(
            double[] frames, int later, int earlier, int shift, double[] to, int at, double[] line, int atLine) {
        int eastward = shift % SIDE - REACH;
        int northward = shift / SIDE - REACH;
        int across = grid.columns();
        int columns = bases.columns();
        Arrays.fill(to, at, at + bases.size(), 0);
        int south = Math.max(0, northward);
        int north = grid.rows() + Math.min(0, northward);
        int west = Math.max(0, eastward);
        int east = across + Math.min(0, eastward);
        for (int y = south; y < north; y++) {
            Arrays.fill(line, atLine, atLine + columns, 0);
            for (int x = west; x < east; x++) {
                int here = y * across + x;
                double difference = frames[later + here] - frames[earlier + here - northward * across - eastward];
                double square = difference * difference;
                for (int k = bases.firstX(x); k < bases.endX(x); k++) {
                    line[atLine + k] += bases.windowX(x, k) * square;
                }
            }
            for (int row = bases.firstY(y); row < bases.endY(y); row++) {
                double weight = bases.windowY(y, row);
                for (int k = 0; k < columns; k++) {
                    to[at + row * columns + k] += weight * line[atLine + k];
                }
            }
        }
    }
}
