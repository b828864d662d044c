package io.fieldcast.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.fieldcast.geometry.Grid;
import io.fieldcast.numerics.RandomStreams;
import io.fieldcast.numerics.RandomStreams.Purpose;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class TrainingDataTest {
    private static final Instant START = Instant.parse("2020-01-01T00:00:00Z");
    private static final Duration STEP = Duration.ofHours(1);
    private static final int PLACES = 40;
    private static final int FRAMES = 6;

    private final Grid grid = new Grid(12, 10, 0, 0, 1);
    private final double[] xs = new double[PLACES];
    private final double[] ys = new double[PLACES];
    private final double[] values = new double[FRAMES * PLACES];

    TrainingDataTest() {
        RandomStreams.Stream stream = new RandomStreams(5, "places").stream(0, Purpose.TRUTH);
        for (int place = 0; place < PLACES; place++) {
            xs[place] = 11 * stream.uniform(2L * place);
            ys[place] = 9 * stream.uniform(2L * place + 1);
            for (int frame = 0; frame < FRAMES; frame++) {
                values[frame * PLACES + place] = smooth(xs[place], ys[place], frame);
            }
        }
    }

    private static double smooth(double x, double y, int frame) {
        return Math.sin(0.5 * x - frame) + Math.cos(0.4 * y);
    }

    private TrainingData data() {
        TrainingData.Smoothing smoothing = new TrainingData.Smoothing(20, 1e-4);
        return TrainingData.atPlaces(grid, 5, START, STEP, xs, ys, values, 4, smoothing);
    }

    @Test
    void framesShowTheFieldBetweenThePlaces() {
        TrainingData data = data();
        double squares = 0;
        for (int frame = 0; frame < FRAMES; frame++) {
            for (int row = 0; row < grid.size(); row++) {
                squares += Math.pow(data.value(frame, row) - smooth(grid.x(row), grid.y(row), frame), 2);
            }
        }
        assertThat(Math.sqrt(squares / (FRAMES * grid.size()))).isLessThan(0.25);
    }

    @Test
    void frameInterpolatedToAPlaceGivesItsValue() {
        TrainingData data = data();
        double[] frame = new double[grid.size()];
        double[] weights = new double[grid.size()];
        data.frame(3, frame, 0);
        for (int place = 0; place < PLACES; place++) {
            grid.weights(xs[place], ys[place], weights);
            double sum = 0;
            for (int row = 0; row < frame.length; row++) {
                sum += weights[row] * frame[row];
            }
            assertThat(sum).isCloseTo(values[3 * PLACES + place], within(0.05));
        }
    }

    @Test
    void aMissingPlaceIsFilledAndAFrameWithHardlyAnyIsAGap() {
        double before = data().value(1, 55);
        values[PLACES] = Double.NaN;
        Arrays.fill(values, 2 * PLACES, 3 * PLACES - 3, Double.NaN);
        TrainingData data = data();
        assertThat(data.value(1, 55)).isCloseTo(before, within(0.2)).isNotEqualTo(before);
        assertThat(data.value(2, 55)).isNaN();
        assertThat(data.isWhole(0, 2)).isTrue();
        assertThat(data.isWhole(1, 2)).isFalse();
        assertThat(data.isWhole(3, 3)).isTrue();
        assertThat(data.isWhole(4, 3)).isFalse();
    }

    @Test
    void rowsGivenAsRowsStayAsTheyAre() {
        double[] rows = new double[2 * grid.size()];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = i;
        }
        TrainingData data = TrainingData.ofRows(grid, 5, START, STEP, rows, 1);
        assertThat(data.value(1, 7)).isEqualTo(rows[grid.size() + 7]);
        assertThat(data.time(1)).isEqualTo("2020-01-01T01:00:00Z");
        assertThat(data.frames()).isEqualTo(2);
    }

    @Test
    void coarserRepresentationShowsTheSameField() {
        Grid coarse = new Grid(6, 5, 0.5, 0.5, 2);
        TrainingData data = data().on(coarse);
        assertThat(data.frames()).isEqualTo(FRAMES);
        assertThat(data.value(0, 14)).isCloseTo(smooth(coarse.x(14), coarse.y(14), 0), within(0.3));
    }

    @Test
    void digestTellsDataApart() {
        String digest = data().digest();
        assertThat(digest).hasSize(64).isEqualTo(data().digest());
        values[17] += 1e-12;
        assertThat(data().digest()).isNotEqualTo(digest);
    }

    @Test
    void refusesASplitOutsideTheHistory() {
        assertThatThrownBy(() -> TrainingData.ofRows(grid, 5, START, STEP, new double[grid.size()], 2))
                .hasMessage("frames to fit must lie in 1..1, got 2");
    }
}
