package io.fieldcast.verification.twin;

import io.fieldcast.assimilation.Filter;
import io.fieldcast.assimilation.FilterSpec;
import io.fieldcast.assimilation.KalmanFilter;
import io.fieldcast.geometry.Grid;
import io.fieldcast.numerics.Ensemble;
import io.fieldcast.observation.Distance;
import io.fieldcast.observation.RowPlaces;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Exactness: a linear Gaussian system of 10 variables with 5 observations of error variance 0.5, where the Kalman filter is the
 * truth. Both errors of this case are distances from its mean, before and after the analysis.
 *
 * <p>The DEnKF has no row: its posterior covariance is too large by construction, so its distance tends to a limit above zero.
 */
public final class CaseG implements TwinCase {
    private static final int CYCLES = 50;
    private static final int SEEDS = 2;
    private static final int SYSTEMS = 16;
    private static final double MOST_DIFFERENCE = 1e-12;
    private static final double NOISE = 0.3;
    private static final int[] MEMBERS = {20, 80, 320, 1280};

    @Override
    public String name() {
        return "G";
    }

    @Override
    public String title() {
        return "exactness: linear Gaussian, 10 variables, 5 observations, against the Kalman filter";
    }

    @Override
    public List<TwinRow> rows() {
        FilterSpec etkf = new FilterSpec.Etkf();
        FilterSpec letkf = new FilterSpec.Letkf(Double.POSITIVE_INFINITY);
        FilterSpec serial = new FilterSpec.LocalSerial(Double.POSITIVE_INFINITY);
        return List.of(
                exact("ETKF", "Hunt et al. 2007", etkf),
                exact("LETKF, infinite radius,", "Hunt et al. 2007", letkf),
                exact("serial, infinite radius,", "Whitaker & Hamill 2002", serial),
                nearing("ETKF", "Hunt et al. 2007", etkf),
                nearing("LETKF, infinite radius,", "Hunt et al. 2007", letkf),
                nearing("serial, infinite radius,", "Whitaker & Hamill 2002", serial),
                nearing("stochastic EnKF", "Burgers et al. 1998", new FilterSpec.Stochastic(Double.POSITIVE_INFINITY)));
    }

    /** Eleven members are the fewest that can hold the covariance of ten variables; both counts must do. */
    private static TwinRow exact(String label, String source, FilterSpec filter) {
        return new TwinRow(
                label + " Q = 0",
                source,
                CYCLES,
                SEEDS,
                List.of(Target.atMost(Figure.DIFFERENCE, 1e-15, MOST_DIFFERENCE)),
                (cycles, seed) -> {
                    Sums sums = new Sums();
                    sums.add(new LinearSystem(seed), filter, LinearSystem.SIZE + 1, 0, cycles);
                    sums.add(new LinearSystem(seed), filter, 20, 0, cycles);
                    return sums.scores();
                });
    }

    /** The errors shown are those of the most members. */
    private static TwinRow nearing(String label, String source, FilterSpec filter) {
        return new TwinRow(
                label + " Q = 0.09 I",
                source,
                CYCLES,
                SEEDS,
                List.of(Target.within(Figure.SLOPE, -0.5, 0.05)),
                (cycles, seed) -> {
                    double[] logMembers = new double[MEMBERS.length];
                    double[] logDistances = new double[MEMBERS.length];
                    Sums sums = new Sums();
                    for (int i = 0; i < MEMBERS.length; i++) {
                        sums = new Sums();
                        for (int system = 0; system < SYSTEMS; system++) {
                            sums.add(new LinearSystem(seed * SYSTEMS + system), filter, MEMBERS[i], NOISE, cycles);
                        }
                        logMembers[i] = Math.log(MEMBERS[i]);
                        logDistances[i] = Math.log(sums.analysis());
                    }
                    return sums.scores().with(Figure.SLOPE, slope(logMembers, logDistances));
                });
    }

    private static double slope(double[] x, double[] y) {
        double meanX = 0;
        double meanY = 0;
        for (int i = 0; i < x.length; i++) {
            meanX += x[i] / x.length;
            meanY += y[i] / y.length;
        }
        double products = 0;
        double squares = 0;
        for (int i = 0; i < x.length; i++) {
            products += (x[i] - meanX) * (y[i] - meanY);
            squares += (x[i] - meanX) * (x[i] - meanX);
        }
        return products / squares;
    }

    /** Distances from the exact filter over cycles and systems. */
    private static final class Sums {
        private double forecasts;
        private double analyses;
        private double worst;
        private int count;

        void add(LinearSystem system, FilterSpec spec, int members, double noise, int cycles) {
            KalmanFilter exact = system.exactFilter();
            Ensemble ensemble = system.exactEnsemble(members);
            Grid grid = new Grid(LinearSystem.SIZE / 2, 2, 0, 0, 1);
            Filter filter = spec.build(RowPlaces.of(grid, ensemble.blocks(), Set.of("state")), Distance.PLANAR);
            for (int cycle = 1; cycle <= cycles; cycle++) {
                system.forecast(exact, ensemble, noise, cycle);
                forecasts += LinearSystem.meanDistance(exact, ensemble);
                system.observe(exact, ensemble, filter, cycle);
                analyses += LinearSystem.meanDistance(exact, ensemble);
                worst = Math.max(worst, LinearSystem.largestDifference(exact, ensemble));
                count++;
            }
        }

        double analysis() {
            return analyses / count;
        }

        TwinScores scores() {
            Map<Figure, Double> figures = new EnumMap<>(Figure.class);
            figures.put(Figure.RMSE_A, analysis());
            figures.put(Figure.RMSE_F, forecasts / count);
            figures.put(Figure.DIFFERENCE, worst);
            return new TwinScores(figures, Map.of());
        }
    }
}
