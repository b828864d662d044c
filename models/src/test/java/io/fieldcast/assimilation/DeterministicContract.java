package io.fieldcast.assimilation;

import static org.assertj.core.api.Assertions.assertThat;

import io.fieldcast.numerics.Ensemble;
import io.fieldcast.testkit.Gen;
import io.fieldcast.testkit.Seeds;

/** What filters promise that draw no random numbers. */
interface DeterministicContract {
    /** The filter, with localisation of the given half-support where it has any. */
    FilterSpec spec(double halfSupport);

    @Seeds
    default void doesNotMindHowMembersAreNumbered(Gen gen) {
        int members = gen.integer(3, 12);
        Scene scene = new Scene(gen, members, gen.integer(1, 50));
        int[] order = gen.permutation(members);
        Ensemble renumbered = permuted(scene.forecast, order);

        Ensemble expected = permuted(FilterContract.analysed(spec(2), scene.forecast, scene.batch()), order);
        Ensemble actual =
                FilterContract.analysed(spec(2), renumbered, scene.batch(renumbered, Scene.order(scene.values.length)));

        assertThat(FilterContract.largestDifference(actual, expected)).isLessThan(1e-10);
    }

    private static Ensemble permuted(Ensemble ensemble, int[] order) {
        Ensemble result = ensemble.copy();
        int members = ensemble.members();
        for (int row = 0; row < ensemble.size(); row++) {
            for (int m = 0; m < members; m++) {
                result.values()[row * members + m] = ensemble.values()[row * members + order[m]];
            }
        }
        return result;
    }
}
