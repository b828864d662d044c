package io.fieldcast.assimilation;

import static org.assertj.core.api.Assertions.assertThat;

import io.fieldcast.observation.Distance;
import io.fieldcast.observation.Localization;
import io.fieldcast.observation.ObservationBatch;
import io.fieldcast.testkit.Gen;
import io.fieldcast.testkit.Seeds;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Observations found by cells are those that a look at every one of them finds, in the order of the filter. */
class LocalSelectionTest {
    private static final int MEMBERS = 3;

    /** Dense, sparse, clustered and lined-up networks, on the plane, on rings and on tori of all sizes beside the reach. */
    @Seeds
    void findsWhatALookAtEveryObservationFinds(Gen gen) {
        for (Distance distance : distances(gen)) {
            Localization localization = new Localization(Math.exp(gen.uniform(-4, 4)), distance);
            WhitenedObservations observations = observations(gen, localization);
            LocalSelection selection = new LocalSelection(new SharedProducts());
            for (int place = 0; place < 20; place++) {
                double x = gen.uniform(-30, 30);
                double y = gen.uniform(-30, 30);

                selection.select(observations, localization, x, y);

                List<Integer> expected = IntStream.range(0, observations.count())
                        .filter(index -> weight(observations, localization, x, y, index) > 0)
                        .boxed()
                        .toList();
                assertThat(indices(selection)).isEqualTo(expected);
                for (int k = 0; k < selection.count(); k++) {
                    assertThat(selection.weight(k))
                            .isEqualTo(weight(observations, localization, x, y, selection.index(k)));
                }
            }
        }
    }

    @Seeds
    void keepsThoseOfTheLargestWeights(Gen gen) {
        int most = gen.integer(1, 10);
        Localization all = new Localization(gen.uniform(1, 20), Distance.PLANAR);
        Localization some = new Localization(all.halfSupport(), all.distance(), most);
        WhitenedObservations observations = observations(gen, all);
        LocalSelection selection = new LocalSelection(new SharedProducts());
        double x = gen.uniform(-10, 10);
        double y = gen.uniform(-10, 10);

        selection.select(observations, some, x, y);

        List<Integer> expected = IntStream.range(0, observations.count())
                .filter(index -> weight(observations, all, x, y, index) > 0)
                .boxed()
                .sorted(Comparator.<Integer>comparingDouble(index -> -weight(observations, all, x, y, index))
                        .thenComparing(Comparator.naturalOrder()))
                .limit(most)
                .sorted()
                .toList();
        assertThat(indices(selection)).isEqualTo(expected);
    }

    private static List<Distance> distances(Gen gen) {
        double period = Math.exp(gen.uniform(-1, 5));
        return List.of(
                Distance.PLANAR,
                new Distance.Periodic(period, Double.POSITIVE_INFINITY),
                new Distance.Periodic(Double.POSITIVE_INFINITY, period),
                new Distance.Periodic(period, gen.uniform(1, 40)));
    }

    private static double weight(
            WhitenedObservations observations, Localization localization, double x, double y, int index) {
        return localization.weight(x, y, observations.x(index), observations.y(index));
    }

    private static List<Integer> indices(LocalSelection selection) {
        return IntStream.range(0, selection.count()).mapToObj(selection::index).toList();
    }

    private static WhitenedObservations observations(Gen gen, Localization localization) {
        int count = gen.integer(1, 300);
        boolean clustered = gen.integer(0, 1) == 0;
        double height = gen.integer(0, 2) == 0 ? 0 : 20;
        ObservationBatch batch = new ObservationBatch(MEMBERS, 1);
        for (int j = 0; j < count; j++) {
            double centre = clustered ? 15 * gen.integer(-1, 1) : 0;
            double extent = clustered ? 0.5 : 20;
            int index = batch.add(
                    gen.gaussian(),
                    1,
                    centre + gen.uniform(-extent, extent),
                    height == 0 ? 0 : gen.uniform(-height, height));
            for (int m = 0; m < MEMBERS; m++) {
                batch.predicted()[batch.offset(index) + m] = gen.gaussian();
            }
        }
        WhitenedObservations observations = new WhitenedObservations();
        assertThat(observations.load(batch, localization)).isEqualTo(Verdict.OK);
        assertThat(observations.count()).isEqualTo(count);
        return observations;
    }
}
