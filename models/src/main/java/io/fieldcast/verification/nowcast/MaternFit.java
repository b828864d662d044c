package io.fieldcast.verification.nowcast;

import io.fieldcast.domain.Check;
import io.fieldcast.dynamics.Covariance;
import io.fieldcast.geometry.Grid;
import java.util.Arrays;

/**
 * Fits a Matérn-3/2 covariance to what forecasts missed, by weighted least squares on the empirical covariance at distances above zero:
 * there measurement errors have no share. Only cells away from the edge count, since what enters through it is no noise of the
 * dynamics. Residuals of several frames add up, older ones with less weight. Confined to one thread.
 *
 * @see <a href="https://doi.org/10.1007/BF01032109">Cressie (1985), fitting variogram models by weighted least squares</a>
 */
public final class MaternFit {
    private static final double SHORTEST = 0.7;
    private static final double RATIO = 1.05;

    private final Grid grid;
    private final int margin;
    private final int lags;
    private final double memory;
    private final double[] products;
    private final double[] counts;
    private final double[] field;

    /**
     * @param margin cells from the edge that are left out
     * @param lags largest distance that is looked at, cells, at least 2
     * @param memory weight that what was added before keeps when a frame is added, in 0..1
     */
    public MaternFit(Grid grid, int margin, int lags, double memory) {
        Check.that(lags >= 2, "lags must be at least 2, got %d", lags);
        Check.that(memory >= 0 && memory <= 1, "memory must lie in 0..1, got %s", memory);
        this.grid = grid;
        this.margin = margin;
        this.lags = lags;
        this.memory = memory;
        this.products = new double[lags + 1];
        this.counts = new double[lags + 1];
        this.field = new double[grid.size()];
    }

    /**
     * Adds the residuals of a frame.
     *
     * @param cells where there are any
     * @param residuals one for each of {@code cells}
     */
    public void add(int[] cells, double[] residuals) {
        Check.length("residuals", residuals, cells.length);
        Arrays.fill(field, Double.NaN);
        for (int i = 0; i < cells.length; i++) {
            field[cells[i]] = residuals[i];
        }
        for (int lag = 0; lag <= lags; lag++) {
            products[lag] *= memory;
            counts[lag] *= memory;
        }
        for (int y = margin; y < grid.rows() - margin; y++) {
            for (int x = margin; x < grid.columns() - margin; x++) {
                pair(x, y);
            }
        }
    }

    /** Pairs of a cell with all later ones in reach. */
    private void pair(int x, int y) {
        double here = field[y * grid.columns() + x];
        if (Double.isNaN(here)) {
            return;
        }
        for (int dy = 0; dy <= Math.min(lags, grid.rows() - margin - 1 - y); dy++) {
            int first = dy == 0 ? 0 : -Math.min(lags, x - margin);
            for (int dx = first; dx <= Math.min(lags, grid.columns() - margin - 1 - x); dx++) {
                double there = field[(y + dy) * grid.columns() + x + dx];
                int lag = (int) Math.rint(Math.hypot(dx, dy));
                if (lag <= lags && !Double.isNaN(there)) {
                    products[lag] += here * there;
                    counts[lag]++;
                }
            }
        }
    }

    /**
     * The covariance that fits best, lengths in cells, or {@code fallback} where residuals at a distance do not go together at all or
     * there are too few.
     */
    public Covariance.Matern32 fit(Covariance.Matern32 fallback) {
        double best = Double.POSITIVE_INFINITY;
        Covariance.Matern32 found = fallback;
        for (double length = SHORTEST; length <= 2 * lags; length *= RATIO) {
            Covariance.Matern32 unit = new Covariance.Matern32(length, 1);
            double cross = 0;
            double square = 0;
            double total = 0;
            for (int lag = 1; lag <= lags; lag++) {
                if (counts[lag] > 0) {
                    double empirical = products[lag] / counts[lag];
                    double model = unit.correlation(lag);
                    cross += counts[lag] * empirical * model;
                    square += counts[lag] * model * model;
                    total += counts[lag] * empirical * empirical;
                }
            }
            double variance = square > 0 ? cross / square : 0;
            double loss = total - variance * cross;
            if (variance > 0 && loss < best) {
                best = loss;
                found = new Covariance.Matern32(length, variance);
            }
        }
        return found;
    }
}
