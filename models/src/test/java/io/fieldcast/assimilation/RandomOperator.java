package io.fieldcast.assimilation;

import io.fieldcast.geometry.Grid;
import io.fieldcast.numerics.Ensemble;
import io.fieldcast.numerics.Ensemble.Block;
import io.fieldcast.numerics.RandomStreams;
import io.fieldcast.numerics.RandomStreams.Purpose;
import io.fieldcast.observation.Distance;
import io.fieldcast.observation.Localization;
import io.fieldcast.observation.ObservationBatch;
import io.fieldcast.observation.ObservationOperator;
import io.fieldcast.observation.RowPlaces;
import io.fieldcast.testkit.Gen;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * An assimilation operator whose filter, options and grid are drawn from one seed, with a forecast and a network for it: a small field,
 * sometimes with a lag, sometimes with parameters, on a plane or a torus.
 */
final class RandomOperator {
    /** How each kind of filter is drawn. */
    static final List<Function<Gen, FilterSpec>> FILTERS = List.of(
            gen -> new FilterSpec.Etkf(),
            gen -> drawReach(gen, FilterSpec.Letkf::new),
            gen -> drawReach(gen, FilterSpec.LocalSerial::new),
            gen -> {
                double staticShare = Math.max(0, gen.uniform(-1, 1));
                return drawReach(gen, (halfSupport, most) -> new FilterSpec.Denkf(halfSupport, most, staticShare));
            },
            gen -> drawReach(gen, FilterSpec.Stochastic::new),
            gen -> {
                FiniteSizePrior prior = new FiniteSizePrior(gen.uniform(0.5, 2));
                return drawReach(gen, (halfSupport, most) -> new FilterSpec.FiniteSize(halfSupport, most, prior));
            });

    private static final int STATIC_MEMBERS = 5;

    final Grid grid;
    final int members;
    final FilterSpec filter;
    final boolean rotated;
    final boolean hasGlobalRows;
    final Ensemble forecast;
    final AdaptiveInflation prior;
    final IncrementCap cap;

    private final Inflation posterior;
    private final Ensemble statics;
    private final Distance distance;
    private final RowPlaces places;
    private final long seed;

    RandomOperator(Gen gen, Distance distance) {
        this.distance = distance;
        seed = gen.seed();
        grid = new Grid(gen.integer(2, 5), gen.integer(2, 3), 0, 0, 1);
        members = gen.integer(2, 9);
        filter = FILTERS.get(gen.integer(0, FILTERS.size() - 1)).apply(gen);
        rotated = gen.integer(0, 1) == 1;
        prior = gen.integer(0, 1) == 0 ? AdaptiveInflation.NONE : AdaptiveInflation.standard();
        posterior = List.of(
                        new Inflation.None(),
                        new Inflation.Multiplicative(gen.uniform(1, 1.5)),
                        new Inflation.PriorPerturbations(gen.uniform(0, 1)),
                        new Inflation.PriorSpread(gen.uniform(0, 1.2)))
                .get(gen.integer(0, 3));
        int cells = grid.size();
        List<Block> blocks = new ArrayList<>(List.of(new Block("state", 0, cells)));
        if (gen.integer(0, 1) == 1) {
            blocks.add(new Block("lag1", cells, cells));
        }
        hasGlobalRows = gen.integer(0, 1) == 1;
        if (hasGlobalRows) {
            blocks.add(new Block("parameters", blocks.get(blocks.size() - 1).to(), 2));
        }
        cap = gen.integer(0, 2) == 0 ? new IncrementCap(gen.uniform(0.3, 3)) : IncrementCap.NONE;
        forecast = Ensemble.of(members, blocks);
        statics = Ensemble.of(STATIC_MEMBERS, blocks);
        boolean lagged = blocks.size() > 1 && blocks.get(1).name().equals("lag1");
        places = RowPlaces.of(grid, blocks, lagged ? Set.of("state", "lag1") : Set.of("state"));
        double scale = Math.pow(10, gen.uniform(-3, 3));
        fill(gen, forecast, scale);
        fill(gen, statics, scale);
    }

    private interface Local {
        FilterSpec of(double halfSupport, int most);
    }

    /** Without taper all observations weigh the same, so that a limit to their number would take whichever come first. */
    private static FilterSpec drawReach(Gen gen, Local local) {
        return switch (gen.integer(0, 5)) {
            case 0 -> local.of(Double.POSITIVE_INFINITY, Localization.ALL);
            case 1, 2 -> local.of(gen.uniform(0.4, 3), gen.integer(1, 8));
            default -> local.of(gen.uniform(0.4, 3), Localization.ALL);
        };
    }

    /** Few common factors make rows correlated, as a forecast's are; fields differ in their size. */
    private static void fill(Gen gen, Ensemble ensemble, double scale) {
        int members = ensemble.members();
        double[] factors = gen.gaussians(3 * members);
        for (int row = 0; row < ensemble.size(); row++) {
            double[] loadings = gen.gaussians(3);
            double mean = 5 * gen.gaussian();
            for (int m = 0; m < members; m++) {
                double value = mean + 0.3 * gen.gaussian();
                for (int k = 0; k < 3; k++) {
                    value += loadings[k] * factors[k * members + m];
                }
                ensemble.values()[row * members + m] = scale * value;
            }
        }
    }

    /** Standard deviation of the forecast over everything in it. */
    double scale() {
        double sum = 0;
        for (int row = 0; row < forecast.size(); row++) {
            sum += forecast.variance(row);
        }
        return Math.sqrt(sum / forecast.size());
    }

    /** Whether this variance of the analysis is the same however observations and members are numbered. */
    boolean varianceIgnoresNumbers() {
        boolean drawn = filter instanceof FilterSpec.Stochastic;
        // its members, unlike their covariance, depend on the order, and relaxation to members sees it
        boolean relaxed = filter instanceof FilterSpec.LocalSerial && posterior instanceof Inflation.PriorPerturbations;
        return !drawn && !relaxed;
    }

    /** Whether every row with a place sees only observations nearby. */
    boolean isLocal() {
        return !(filter instanceof FilterSpec.Etkf) && !filter.toString().contains("halfSupport=Infinity");
    }

    /** Rows that belong to a place; they come first. */
    int placedRows() {
        return hasGlobalRows ? forecast.size() - 2 : forecast.size();
    }

    /** An analysis that has not worked yet; all of one seed are alike. */
    Analysis analysis() {
        SpreadFloor floor = hasGlobalRows ? new SpreadFloor(forecast.size() - 2, 0.1, 0) : SpreadFloor.none();
        return new Analysis(filter.build(places, distance), posterior, floor, rotated, forecast, cap);
    }

    RandomStreams.Stream random() {
        return new RandomStreams(seed, "operator").stream(1, Purpose.ANALYSIS);
    }

    /** An empty batch. */
    ObservationBatch newBatch() {
        return new ObservationBatch(members, 1, statics);
    }

    /** What members and static members have in a row, as the prediction of an observation there. */
    void predictRow(int row, ObservationBatch batch, int index) {
        System.arraycopy(forecast.values(), row * members, batch.predicted(), batch.offset(index), members);
        System.arraycopy(
                statics.values(),
                row * STATIC_MEMBERS,
                batch.predictedStatics(),
                batch.staticOffset(index),
                STATIC_MEMBERS);
    }

    /** So many observations inside the grid, each from a sensor and mostly at a place of its own, near enough for quality control to believe them. */
    ObservationBatch observe(Gen gen, int count) {
        return observe(gen, count, true);
    }

    /** Without {@code twins} no two observations share a place. */
    ObservationBatch observe(Gen gen, int count, boolean twins) {
        double[] xs = new double[count];
        double[] ys = new double[count];
        for (int j = 0; j < count; j++) {
            boolean twin = twins && j > 0 && gen.integer(0, 4) == 0;
            xs[j] = twin ? xs[j - 1] : gen.uniform(0, grid.columns() - 1.0);
            ys[j] = twin ? ys[j - 1] : gen.uniform(0, grid.rows() - 1.0);
        }
        ObservationOperator operator = ObservationOperator.interpolating(grid, 0, xs, ys);
        ObservationBatch batch = new ObservationBatch(members, 1, statics);
        double scale = scale();
        for (int j = 0; j < count; j++) {
            double variance = scale * scale * Math.pow(10, gen.uniform(-2, 2));
            int index = batch.add(operator, j, forecast, 0, variance);
            batch.setValue(index, batch.predictedMean(index) + 2 * scale * gen.gaussian());
            batch.setSensor(index, j, batch.value(index));
        }
        return batch;
    }

    /** The observations of a batch in another order, their members renumbered. */
    ObservationBatch rearranged(ObservationBatch batch, int[] order, int[] numbers) {
        ObservationBatch other = new ObservationBatch(members, 1, statics);
        for (int from : order) {
            int to = other.add(batch.value(from), batch.errorVariance(from), batch.x(from), batch.y(from));
            for (int m = 0; m < members; m++) {
                other.predicted()[other.offset(to) + m] = batch.predicted()[batch.offset(from) + numbers[m]];
            }
            System.arraycopy(
                    batch.predictedStatics(),
                    batch.staticOffset(from),
                    other.predictedStatics(),
                    other.staticOffset(to),
                    STATIC_MEMBERS);
        }
        return other;
    }

    @Override
    public String toString() {
        return filter + ", " + prior + ", " + posterior + ", " + cap + (rotated ? ", rotated" : "");
    }
}
