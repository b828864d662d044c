package io.fieldcast.assimilation;

import static org.assertj.core.api.Assertions.assertThat;

import io.fieldcast.domain.QcCode;
import io.fieldcast.numerics.Ensemble;
import io.fieldcast.observation.Distance;
import io.fieldcast.observation.ObservationBatch;
import io.fieldcast.testkit.Gen;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * What the operator (quality control, then analysis) promises whatever comes, over every filter and option, eleven thousand random cases in
 * all. Each property has seeds of its own, from the number that it names on; a failure names the seeds to look at.
 */
class OperatorPropertiesTest {
    private static final int MOST_OBSERVATIONS = 12;

    private static final double[] STRANGE = {
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        1e308,
        -1e308,
        1e160,
        -1e155,
        1e-310,
        Double.MIN_VALUE,
        0,
        -0.0
    };

    private static final double[] STRANGE_VARIANCES = {
        Double.MIN_VALUE, 1e-310, 1e-300, 1e-160, 1e160, 1e300, Double.MAX_VALUE, Double.POSITIVE_INFINITY
    };

    private static void forSeeds(int first, int count, Consumer<Gen> property) {
        List<String> failures = new ArrayList<>();
        for (long seed : LongStream.range(first, first + count).toArray()) {
            try {
                property.accept(new Gen(seed));
            } catch (AssertionError | RuntimeException failure) {
                failures.add("seed " + seed + ": " + failure);
            }
        }
        assertThat(failures.stream().limit(5).toList())
                .as("%d of %d seeds failed, the first of them", failures.size(), count)
                .isEmpty();
    }

    private static RandomOperator operator(Gen gen) {
        return new RandomOperator(gen, distance(gen));
    }

    private static Distance distance(Gen gen) {
        return gen.integer(0, 2) == 0 ? new Distance.Periodic(6, 6) : Distance.PLANAR;
    }

    @Test
    void knowsEveryFilter() {
        Set<Class<?>> drawn = new HashSet<>();
        for (Function<Gen, FilterSpec> draw : RandomOperator.FILTERS) {
            drawn.add(draw.apply(new Gen(1)).getClass());
        }

        assertThat(drawn).containsExactlyInAnyOrder(FilterSpec.class.getPermittedSubclasses());
    }

    /** Bad numbers in values, predictions, error variances and the forecast itself, with or without quality control before. */
    @Test
    void neverLetsOutWhatIsNotFinite() {
        int[] verdicts = new int[Verdict.values().length];
        forSeeds(100_000, 4_500, gen -> {
            RandomOperator operator = operator(gen);
            ObservationBatch batch = operator.observe(gen, gen.integer(0, MOST_OBSERVATIONS));
            Ensemble ensemble = operator.forecast.copy();
            spoil(gen, batch, ensemble);
            if (gen.integer(0, 1) == 1) {
                QualityControl control = control();
                double[] memory = control.newMemory();
                control.apply(batch, memory);
                control.apply(batch, memory);
                assertThat(memory).doesNotContain(Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY);
            }
            Ensemble before = ensemble.copy();
            Analysis analysis = operator.analysis();
            DomainInflation inflation = analysis.newInflation(operator.prior);
            double first = operator.prior.initial();

            Verdict verdict = analysis.correct(ensemble, batch, inflation, operator.random());

            verdicts[List.of(Verdict.values()).indexOf(verdict)]++;
            if (verdict == Verdict.OK) {
                assertThat(ensemble.isFinite()).isTrue();
            } else {
                assertThat(ensemble.values()).containsExactly(before.values());
            }
            for (int domain = 0; domain < inflation.domains(); domain++) {
                assertThat(inflation.factor(domain)).isBetween(operator.prior.least(), operator.prior.most());
                if (!verdict.isGood()) {
                    assertThat(inflation.factor(domain)).isEqualTo(first);
                }
            }
            assertThat(next(operator, analysis)).containsExactly(next(operator, operator.analysis()));
        });
        assertThat(verdicts[0]).as("some of the cases can be analysed").isGreaterThan(500);
        assertThat(Arrays.stream(verdicts).filter(count -> count > 20).count())
                .as("the cases end in many ways: %s", Arrays.toString(verdicts))
                .isGreaterThanOrEqualTo(4);
    }

    /** What the analysis makes of a healthy cycle, whatever it did before. */
    private static double[] next(RandomOperator operator, Analysis analysis) {
        Ensemble ensemble = operator.forecast.copy();
        ObservationBatch batch = operator.observe(new Gen(5), 4);
        DomainInflation inflation = analysis.newInflation(operator.prior);
        assertThat(analysis.correct(ensemble, batch, inflation, operator.random()))
                .isEqualTo(Verdict.OK);
        assertThat(ensemble.isFinite()).isTrue();
        return ensemble.values();
    }

    private static QualityControl control() {
        return new QualityControl(
                MOST_OBSERVATIONS, Distance.PLANAR, QualityControl.STANDARD_RATE, BackgroundCheck.standard());
    }

    private static void spoil(Gen gen, ObservationBatch batch, Ensemble ensemble) {
        for (int index = 0; index < batch.size(); index++) {
            int at = batch.offset(index) + gen.integer(0, batch.members() - 1);
            switch (gen.integer(0, 15)) {
                case 0 -> batch.setValue(index, pick(gen, STRANGE));
                case 1 -> batch.predicted()[at] = pick(gen, STRANGE);
                case 2 -> batch.setErrorVariance(index, pick(gen, STRANGE_VARIANCES));
                case 3 ->
                    Arrays.fill(
                            batch.predicted(),
                            batch.offset(index),
                            batch.offset(index) + batch.members(),
                            batch.predicted()[at]);
                case 4 -> batch.setCode(index, QcCode.OUTLIER);
                case 5 -> batch.setPlace(index, 1e300, -1e300);
                default -> {}
            }
        }
        switch (gen.integer(0, 9)) {
            case 0 -> ensemble.values()[gen.integer(0, ensemble.values().length - 1)] = pick(gen, STRANGE);
            case 1 -> {
                int row = gen.integer(0, ensemble.size() - 1) * ensemble.members();
                Arrays.fill(ensemble.values(), row, row + ensemble.members(), pick(gen, STRANGE));
            }
            case 2 -> {
                for (int at = 0; at < ensemble.values().length; at++) {
                    ensemble.values()[at] *= 1e305;
                }
            }
            default -> {}
        }
    }

    private static double pick(Gen gen, double[] from) {
        return from[gen.integer(0, from.length - 1)];
    }

    @Test
    void leavesTheForecastUntouchedWithoutObservations() {
        forSeeds(200_000, 1_500, gen -> {
            RandomOperator operator = operator(gen);
            ObservationBatch batch = operator.observe(gen, gen.integer(0, 6));
            QcCode[] reasons = {QcCode.OUTLIER, QcCode.STUCK, QcCode.BAD_INCOMING, QcCode.LATE, QcCode.NOT_USED};
            for (int index = 0; index < batch.size(); index++) {
                if (gen.integer(0, 1) == 0) {
                    batch.setCode(index, reasons[gen.integer(0, reasons.length - 1)]);
                } else {
                    batch.setValue(index, Double.NaN);
                }
            }
            control().apply(batch, control().newMemory());
            Ensemble ensemble = operator.forecast.copy();
            Analysis analysis = operator.analysis();

            Verdict verdict =
                    analysis.correct(ensemble, batch, analysis.newInflation(operator.prior), operator.random());

            assertThat(verdict).isEqualTo(Verdict.NO_OBSERVATIONS);
            assertThat(verdict.isGood()).isTrue();
            assertThat(ensemble.values()).containsExactly(operator.forecast.values());
            for (int index = 0; index < batch.size(); index++) {
                assertThat(batch.isUsed(index)).isFalse();
            }
        });
    }

    @Test
    void isPinnedByAnExactObservation() {
        forSeeds(300_000, 1_000, gen -> {
            RandomOperator operator = operator(gen);
            ObservationBatch batch = operator.newBatch();
            int cell = gen.integer(0, operator.grid.size() - 1);
            double mean = operator.forecast.mean(cell);
            double spread = Math.sqrt(operator.forecast.variance(cell));
            double value = mean + 2 * spread * gen.gaussian();
            batch.add(value, 1e-20 * spread * spread, operator.grid.x(cell), operator.grid.y(cell));
            operator.predictRow(cell, batch, 0);
            Ensemble ensemble = operator.forecast.copy();
            Analysis analysis = operator.analysis();

            assertThat(analysis.correct(ensemble, batch, analysis.newInflation(operator.prior), operator.random()))
                    .isEqualTo(Verdict.OK);

            double most = operator.cap.deviations() * spread;
            double expected = mean + Math.max(-most, Math.min(most, value - mean));
            assertThat(Math.abs(ensemble.mean(cell) - expected)).isLessThan(1e-5 * spread);
        });
    }

    @Test
    void doesNotMindTheOrderOfObservationsAndMembers() {
        forSeeds(400_000, 2_000, gen -> {
            RandomOperator operator = operator(gen);
            int count = gen.integer(1, MOST_OBSERVATIONS);
            ObservationBatch batch = operator.observe(gen, count, false);
            int[] numbers = gen.permutation(operator.members);
            ObservationBatch rearranged = operator.rearranged(batch, gen.permutation(count), numbers);
            Ensemble one = operator.forecast.copy();
            Ensemble other = operator.forecast.copy();
            for (int at = 0; at < other.values().length; at++) {
                int member = at % operator.members;
                other.values()[at] = operator.forecast.values()[at - member + numbers[member]];
            }
            DomainInflation inflation = operator.analysis().newInflation(operator.prior);
            DomainInflation otherInflation = operator.analysis().newInflation(operator.prior);

            assertThat(operator.analysis().correct(one, batch, inflation, operator.random()))
                    .isEqualTo(Verdict.OK);
            assertThat(operator.analysis().correct(other, rearranged, otherInflation, operator.random()))
                    .isEqualTo(Verdict.OK);

            double scale = operator.scale();
            for (int row = 0; row < one.size(); row++) {
                assertThat(Math.abs(other.mean(row) - one.mean(row)))
                        .as(operator.toString())
                        .isLessThan(1e-8 * scale);
                if (operator.varianceIgnoresNumbers()) {
                    assertThat(Math.abs(other.variance(row) - one.variance(row)))
                            .isLessThan(1e-8 * scale * scale);
                }
            }
            assertThat(Math.abs(otherInflation.mean() - inflation.mean())).isLessThan(1e-10);
        });
    }

    /** Rows with a place do not notice what is out of their reach. */
    @Test
    void doesNotNoticeObservationsFarAway() {
        forSeeds(500_000, 2_000, gen -> {
            RandomOperator operator = new RandomOperator(gen, Distance.PLANAR);
            if (!operator.isLocal()) {
                return;
            }
            int count = gen.integer(1, MOST_OBSERVATIONS - 4);
            ObservationBatch near = operator.observe(gen, count, false);
            ObservationBatch both = operator.rearranged(near, Scene.order(count), Scene.order(operator.members));
            for (int far = 0; far < 4; far++) {
                int index = both.add(1e3 * gen.gaussian(), gen.uniform(0.1, 2), 100 + far, -100 * far);
                operator.predictRow(far, both, index);
            }
            Ensemble one = operator.forecast.copy();
            Ensemble other = operator.forecast.copy();
            DomainInflation inflation = operator.analysis().newInflation(operator.prior);
            DomainInflation otherInflation = operator.analysis().newInflation(operator.prior);

            operator.analysis().correct(one, near, inflation, operator.random());
            assertThat(operator.analysis().correct(other, both, otherInflation, operator.random()))
                    .isEqualTo(Verdict.OK);

            double scale = operator.scale();
            for (int row = 0; row < operator.placedRows(); row++) {
                assertThat(Math.abs(other.mean(row) - one.mean(row)))
                        .as(operator.toString())
                        .isLessThan(1e-8 * scale);
                if (operator.varianceIgnoresNumbers()) {
                    assertThat(Math.abs(other.variance(row) - one.variance(row)))
                            .isLessThan(1e-8 * scale * scale);
                }
            }
            assertThat(Math.abs(otherInflation.mean() - inflation.mean())).isLessThan(1e-10);
        });
    }
}
