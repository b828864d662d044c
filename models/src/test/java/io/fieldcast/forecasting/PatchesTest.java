package io.fieldcast.forecasting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.fieldcast.assimilation.DomainInflation;
import io.fieldcast.assimilation.Filter;
import io.fieldcast.assimilation.FilterSpec;
import io.fieldcast.assimilation.Verdict;
import io.fieldcast.dynamics.Covariance;
import io.fieldcast.dynamics.ProcessNoise;
import io.fieldcast.geometry.BisquareBasis;
import io.fieldcast.geometry.Box;
import io.fieldcast.geometry.Grid;
import io.fieldcast.numerics.Ensemble;
import io.fieldcast.numerics.RandomStreams;
import io.fieldcast.numerics.RandomStreams.Purpose;
import io.fieldcast.observation.Distance;
import io.fieldcast.observation.ObservationBatch;
import io.fieldcast.observation.RowPlaces;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PatchesTest {
    private static final Grid GRID = new Grid(7, 5, 10, -3, 0.5);

    @ParameterizedTest
    @CsvSource({"0.1, 1, 35", "1.3, 1, 35", "1.5, 2, 12", "3, 3, 6", "100, 71, 1"})
    void cellsShareAPlaceWithinAQuarterOfTheHalfSupport(double halfSupport, int side, int places) {
        Patches patches = Patches.of(GRID, halfSupport);
        assertThat(patches.side()).isEqualTo(side);
        Set<List<Double>> seen = new HashSet<>();
        for (int cell = 0; cell < GRID.size(); cell++) {
            double x = patches.x(cell);
            double y = patches.y(cell);
            seen.add(List.of(x, y));
            assertThat(Math.hypot(x - GRID.x(cell), y - GRID.y(cell))).isLessThanOrEqualTo(halfSupport / 4);
        }
        assertThat(seen).hasSize(places);
    }

    @Test
    void aPatchStandsAtTheMeanOfItsCells() {
        Patches patches = Patches.of(GRID, 1.5);
        assertThat(patches.x(8)).isCloseTo(10.25, within(1e-12));
        assertThat(patches.y(8)).isCloseTo(-2.75, within(1e-12));
        // Cut off by the eastern and by the northern edge.
        assertThat(patches.x(34)).isCloseTo(GRID.x(34), within(1e-12));
        assertThat(patches.y(34)).isCloseTo(GRID.y(34), within(1e-12));
    }

    /** Each against the truth: where they differ, neither is nearer to it. */
    @Test
    void anAnalysisInPatchesIsAsGoodAsOneCellByCell() {
        Grid grid = new Grid(48, 48, 0, 0, 1);
        double halfSupport = 6.5;
        Patches patches = Patches.of(grid, halfSupport);
        assertThat(patches.side()).isEqualTo(3);
        double cellByCell = 0;
        double inPatches = 0;
        for (int seed = 0; seed < 10; seed++) {
            cellByCell += error(grid, halfSupport, grid::x, grid::y, seed);
            inPatches += error(grid, halfSupport, patches::x, patches::y, seed);
        }
        assertThat(inPatches / cellByCell).isBetween(0.98, 1.02);
    }

    /** Root mean square error of the analysis of a smooth field, its rows seen at the given places, by 300 observations of it. */
    private static double error(
            Grid grid, double halfSupport, IntToDoubleFunction x, IntToDoubleFunction y, long seed) {
        int members = 40;
        int columns = members + 1;
        RandomStreams streams = new RandomStreams(seed, "patches");
        double[] drawn = new double[grid.size() * columns];
        streams.stream(0, Purpose.TRUTH).fillGaussian(0, drawn, 0, drawn.length);
        ProcessNoise.on(grid, new Covariance.Exponential(12, 1)).colour(drawn, 0, columns);
        Ensemble forecast = Ensemble.ofState(grid.size(), members);
        for (int cell = 0; cell < grid.size(); cell++) {
            System.arraycopy(drawn, cell * columns, forecast.values(), cell * members, members);
        }
        ObservationBatch batch = new ObservationBatch(members, 300);
        RandomStreams.Stream observed = streams.stream(1, Purpose.TRUTH);
        for (int i = 0; i < 300; i++) {
            int cell = (int) (observed.uniform(2L * i) * grid.size());
            double value = drawn[cell * columns + members] + 0.3 * observed.gaussian(2L * i + 1);
            int index = batch.add(value, 0.09, grid.x(cell), grid.y(cell));
            System.arraycopy(forecast.values(), cell * members, batch.predicted(), batch.offset(index), members);
        }
        RowPlaces places = RowPlaces.at(
                IntStream.range(0, grid.size()).mapToDouble(x).toArray(),
                IntStream.range(0, grid.size()).mapToDouble(y).toArray(),
                grid.size());
        Filter filter = new FilterSpec.LocalSerial(halfSupport).build(places, Distance.PLANAR);
        Ensemble analysis = forecast.copy();
        assertThat(filter.analyse(
                        forecast,
                        batch,
                        DomainInflation.none(places.domains()),
                        streams.stream(2, Purpose.TRUTH),
                        analysis))
                .isEqualTo(Verdict.OK);
        double squares = 0;
        for (int cell = 0; cell < grid.size(); cell++) {
            double error = analysis.mean(cell) - drawn[cell * columns + members];
            squares += error * error;
        }
        return Math.sqrt(squares / grid.size());
    }

    @Test
    void withoutLocalisationEveryCellStandsWhereItIs() {
        assertThat(Patches.of(GRID, Double.POSITIVE_INFINITY).side()).isEqualTo(1);
    }

    @Test
    void coefficientsStandWhereTheyAre() {
        BisquareBasis basis = BisquareBasis.over(new Box(0, 0, 10, 10), 4);
        Patches patches = Patches.of(basis, 100);
        for (int row = 0; row < basis.size(); row++) {
            assertThat(patches.x(row)).isEqualTo(basis.x(row));
            assertThat(patches.y(row)).isEqualTo(basis.y(row));
        }
    }
}
