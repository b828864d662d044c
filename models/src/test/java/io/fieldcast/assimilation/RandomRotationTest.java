package io.fieldcast.assimilation;

import static org.assertj.core.api.Assertions.assertThat;

import io.fieldcast.numerics.Ensemble;
import io.fieldcast.numerics.RandomStreams;
import io.fieldcast.numerics.RandomStreams.Purpose;
import io.fieldcast.testkit.Gen;
import io.fieldcast.testkit.Seeds;
import org.junit.jupiter.api.Test;

class RandomRotationTest {
    @Seeds
    void keepsMeanAndCovarianceButMovesTheMembers(Gen gen) {
        Scene scene = new Scene(gen, gen.integer(3, 40), 1);
        Ensemble rotated = scene.forecast.copy();

        new RandomRotation(rotated.members()).apply(rotated, stream(gen.seed()));

        assertThat(EnsembleCovariance.largestMomentDifference(rotated, scene.forecast))
                .isLessThan(1e-11);
        for (int row = 0; row < rotated.size(); row++) {
            assertThat(Rows.differ(rotated, scene.forecast, row)).isTrue();
        }
    }

    /** Where a fixed direction of N−1 dimensions goes has mean 0 and variance 1/(N−1) along each axis. */
    @Test
    void favoursNoDirection() {
        int members = 5;
        int draws = 20_000;
        RandomRotation rotation = new RandomRotation(members);
        double[] start = {4, -1, -1, -1, -1};
        double[] sums = new double[members];
        double[] squares = new double[members];
        for (int draw = 0; draw < draws; draw++) {
            Ensemble ensemble = Ensemble.ofState(1, members);
            System.arraycopy(start, 0, ensemble.values(), 0, members);
            rotation.apply(ensemble, stream(draw));
            for (int m = 0; m < members; m++) {
                sums[m] += ensemble.values()[m];
                squares[m] += ensemble.values()[m] * ensemble.values()[m];
            }
        }

        // The row's sum of squares is 20, spread evenly over 5 members: variance 4, so the mean's deviation is
        // 2/√draws.
        for (int m = 0; m < members; m++) {
            assertThat(sums[m] / draws).isBetween(-0.06, 0.06);
            assertThat(squares[m] / draws).isBetween(3.88, 4.12);
        }
    }

    private static RandomStreams.Stream stream(long seed) {
        return new RandomStreams(seed, "rotation").stream(1, Purpose.ANALYSIS);
    }
}
