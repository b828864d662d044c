package io.fieldcast.assimilation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.fieldcast.numerics.Ensemble;
import io.fieldcast.numerics.RandomStreams;
import io.fieldcast.numerics.RandomStreams.Purpose;
import io.fieldcast.testkit.Gen;
import io.fieldcast.testkit.Seeds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MemberRedrawTest {
    private static RandomStreams.Stream random(long seed) {
        return new RandomStreams(seed, "redraw").stream(1, Purpose.REDRAW);
    }

    /** A forecast whose members 1 and 3 are lost, each in one row only. */
    private static Ensemble damaged(Gen gen, int members) {
        Ensemble ensemble = new Scene(gen, members, 1).forecast;
        ensemble.values()[7 * members + 1] = Double.NaN;
        ensemble.values()[20 * members + 3] = Double.NEGATIVE_INFINITY;
        return ensemble;
    }

    @Seeds
    void leavesSurvivorsBitForBitAndMakesTheRestFinite(Gen gen) {
        int members = gen.integer(5, 20);
        Ensemble before = damaged(gen, members);
        Ensemble after = before.copy();
        MemberRedraw redraw = new MemberRedraw(members, 3);

        assertThat(redraw.apply(after, random(gen.seed()))).isEqualTo(Verdict.OK);

        assertThat(redraw.redrawn()).isEqualTo(2);
        assertThat(after.isFinite()).isTrue();
        for (int at = 0; at < after.values().length; at++) {
            boolean lost = at % members == 1 || at % members == 3;
            assertThat(after.values()[at] == before.values()[at]).isEqualTo(!lost);
        }
    }

    @Seeds
    void repeatsItselfAndFollowsItsStream(Gen gen) {
        Ensemble once = damaged(gen, 8);
        Ensemble again = once.copy();
        Ensemble other = once.copy();

        new MemberRedraw(8, 3).apply(once, random(1));
        new MemberRedraw(8, 3).apply(again, random(1));
        new MemberRedraw(8, 3).apply(other, random(2));

        assertThat(again.values()).containsExactly(once.values());
        assertThat(other.values()[1]).isNotEqualTo(once.values()[1]);
    }

    /** Mean and covariance of rows, lags and parameters, over 20,000 draws of one member from one set of survivors. */
    @Test
    void drawsFromTheGaussianOfTheSurvivors() {
        int members = 9;
        Ensemble before = new Scene(new Gen(3), members, 1).forecast;
        Ensemble survivors = Ensemble.of(members - 1, Scene.BLOCKS);
        for (int row = 0; row < before.size(); row++) {
            System.arraycopy(before.values(), row * members, survivors.values(), row * (members - 1), members - 1);
        }
        before.values()[members - 1] = Double.NaN;
        int draws = 20_000;
        Ensemble drawn = Ensemble.of(draws, Scene.BLOCKS);
        MemberRedraw redraw = new MemberRedraw(members, 2);
        for (int draw = 0; draw < draws; draw++) {
            Ensemble ensemble = before.copy();
            redraw.apply(ensemble, random(draw));
            for (int row = 0; row < before.size(); row++) {
                drawn.values()[row * draws + draw] = ensemble.values()[row * members + members - 1];
            }
        }

        for (int i = 0; i < before.size(); i++) {
            double deviation = Math.sqrt(survivors.variance(i));
            assertThat(drawn.mean(i)).isCloseTo(survivors.mean(i), within(0.04 * deviation));
            for (int j = 0; j < before.size(); j += 7) {
                double scale = deviation * Math.sqrt(survivors.variance(j));
                assertThat(EnsembleCovariance.of(drawn, i, j))
                        .isCloseTo(EnsembleCovariance.of(survivors, i, j), within(0.05 * scale));
            }
        }
    }

    /** Two draws for one ensemble are of different numbers: their products average to nothing. */
    @Test
    void drawsEachMemberIndependently() {
        Ensemble before = damaged(new Gen(5), 10);
        double products = 0;
        double squares = 0;
        for (int draw = 0; draw < 4_000; draw++) {
            Ensemble ensemble = before.copy();
            new MemberRedraw(10, 2).apply(ensemble, random(draw));
            double centre = ensemble.values()[0];
            double one = ensemble.values()[1] - centre;
            double other = ensemble.values()[3] - centre;
            products += one * other;
            squares += 0.5 * (one - other) * (one - other);
        }
        // The shared part is the survivors' mean, which is not the first member.
        double shared = survivorsMeanOfFirstRow(before) - before.values()[0];
        assertThat((products / 4_000 - shared * shared) / (squares / 4_000)).isCloseTo(0, within(0.1));
    }

    private static double survivorsMeanOfFirstRow(Ensemble damaged) {
        double sum = 0;
        for (int m = 0; m < 10; m++) {
            sum += m == 1 || m == 3 ? 0 : damaged.values()[m];
        }
        return sum / 8;
    }

    @Seeds
    void leavesTheEnsembleWhenTooFewSurviveAndSaysSo(Gen gen) {
        Ensemble before = damaged(gen, 6);
        Ensemble after = before.copy();

        assertThat(new MemberRedraw(6, 5).apply(after, random(1))).isEqualTo(Verdict.TOO_FEW_MEMBERS);

        assertThat(after.values()).containsExactly(before.values());
        assertThat(Verdict.TOO_FEW_MEMBERS.isGood()).isFalse();
    }

    @Seeds
    void leavesAHealthyEnsembleBitForBit(Gen gen) {
        Ensemble before = new Scene(gen, 6, 1).forecast;
        Ensemble after = before.copy();
        MemberRedraw redraw = new MemberRedraw(6, 6);

        assertThat(redraw.apply(after, random(1))).isEqualTo(Verdict.OK);

        assertThat(redraw.redrawn()).isZero();
        assertThat(after.values()).containsExactly(before.values());
    }

    @ParameterizedTest
    @CsvSource({"1e60, 0", "1.0000000000000002e60, 1", "-1e60, 0", "-1.0000000000000002e60, 1", "NaN, 1", "-Infinity, 1"
    })
    void countsToTheLastBitFromWhereOnAMemberIsLost(double value, int redrawn) {
        for (int at : new int[] {0, 7, 38}) {
            Ensemble ensemble = Ensemble.ofState(13, 3);
            ensemble.values()[at] = value;
            MemberRedraw redraw = new MemberRedraw(3, 2);
            assertThat(redraw.apply(ensemble, random(1))).isEqualTo(Verdict.OK);
            assertThat(redraw.redrawn()).isEqualTo(redrawn);
        }
    }

    @Seeds
    void countsMembersBeyondAnyStateAsLost(Gen gen) {
        Ensemble before = damaged(gen, 6);
        for (int m = 0; m < 6; m++) {
            before.values()[m] = m % 2 == 0 ? 1e61 : -1e61;
        }
        Ensemble after = before.copy();

        assertThat(new MemberRedraw(6, 2).apply(after, random(1))).isEqualTo(Verdict.TOO_FEW_MEMBERS);

        assertThat(after.values()).containsExactly(before.values());
    }

    @Test
    void refusesToDrawFromFewerThanTwo() {
        assertThatIllegalArgumentException().isThrownBy(() -> new MemberRedraw(6, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new MemberRedraw(6, 7));
    }
}
