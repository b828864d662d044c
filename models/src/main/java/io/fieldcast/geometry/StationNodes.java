package io.fieldcast.geometry;

import io.fieldcast.domain.Check;
import io.fieldcast.numerics.Cholesky;
import java.util.Arrays;

/**
 * The state is the field's values at the stations themselves. Elsewhere the value is their ordinary kriging mean with the
 * correlation {@code exp(−distance / range)} and no nugget: weights sum to one and reproduce a node's value at the node. Stations
 * that stand at one place share a node. Immutable, thread-safe.
 *
 * @see <a href="https://doi.org/10.1002/9781119115151">Cressie (1993), section 3.2</a>
 */
public final class StationNodes implements Representation {
    private final double[] nodeX;
    private final double[] nodeY;
    private final double range;
    /** Inverse of the nodes' correlation matrix, and its row sums. */
    private final double[] precision;

    private final double[] precisionOfOne;
    private final double totalPrecision;

    /**
     * @param x of the stations, at least one
     * @param y of the stations, as many as {@code x}
     * @param range distance over which the correlation falls to 1/e, above 0
     */
    public StationNodes(double[] x, double[] y, double range) {
        Check.that(x.length > 0, "nodes need at least one station");
        Check.length("y", y, x.length);
        Check.that(range > 0, "correlation range must be above 0, got %s", range);
        double[] keptX = new double[x.length];
        double[] keptY = new double[x.length];
        int size = 0;
        for (int i = 0; i < x.length; i++) {
            if (at(keptX, keptY, size, x[i], y[i]) < 0) {
                keptX[size] = x[i];
                keptY[size] = y[i];
                size++;
            }
        }
        this.nodeX = Arrays.copyOf(keptX, size);
        this.nodeY = Arrays.copyOf(keptY, size);
        this.range = range;
        this.precision = inverseCorrelation();
        this.precisionOfOne = new double[size];
        double total = 0;
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                precisionOfOne[i] += precision[i * size + j];
            }
            total += precisionOfOne[i];
        }
        this.totalPrecision = total;
    }

    @Override
    public int size() {
        return nodeX.length;
    }

    @Override
    public double x(int row) {
        return nodeX[row];
    }

    @Override
    public double y(int row) {
        return nodeY[row];
    }

    @Override
    public void weights(double x, double y, double[] weights) {
        Check.length("weights", weights, size());
        Arrays.fill(weights, 0);
        int node = at(nodeX, nodeY, nodeX.length, x, y);
        if (node >= 0) {
            weights[node] = 1;
            return;
        }
        double missing = 1;
        for (int j = 0; j < nodeX.length; j++) {
            double correlation = correlation(x - nodeX[j], y - nodeY[j]);
            missing -= correlation * precisionOfOne[j];
            for (int i = 0; i < nodeX.length; i++) {
                weights[i] += correlation * precision[j * nodeX.length + i];
            }
        }
        for (int i = 0; i < weights.length; i++) {
            weights[i] += missing * precisionOfOne[i] / totalPrecision;
        }
    }

    private double[] inverseCorrelation() {
        int size = nodeX.length;
        double[] correlations = new double[size * size];
        double[] inverse = new double[size * size];
        for (int i = 0; i < size; i++) {
            inverse[i * size + i] = 1;
            for (int j = 0; j < size; j++) {
                correlations[i * size + j] = correlation(nodeX[i] - nodeX[j], nodeY[i] - nodeY[j]);
            }
        }
        Cholesky cholesky = new Cholesky(size);
        Check.that(
                cholesky.factor(correlations),
                "stations stand too close together for a correlation range of %s; merge them or shorten it",
                range);
        cholesky.solve(size, inverse);
        return inverse;
    }

    private double correlation(double dx, double dy) {
        return Math.exp(-Math.sqrt(dx * dx + dy * dy) / range);
    }

    private static int at(double[] nodeX, double[] nodeY, int size, double x, double y) {
        for (int i = 0; i < size; i++) {
            if (nodeX[i] == x && nodeY[i] == y) {
                return i;
            }
        }
        return -1;
    }
}
