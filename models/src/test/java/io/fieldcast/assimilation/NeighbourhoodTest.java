package io.fieldcast.assimilation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.fieldcast.numerics.Ensemble;
import io.fieldcast.observation.Distance;
import io.fieldcast.observation.Localization;
import io.fieldcast.observation.ObservationBatch;
import io.fieldcast.observation.RowPlaces;
import io.fieldcast.testkit.Gen;
import io.fieldcast.testkit.Seeds;
import java.util.Arrays;

/** Sharing products among neighbours, and work among threads, changes times but no number. */
class NeighbourhoodTest {
    private static final int MEMBERS = 6;

    /** Places and observations of one random network, in clusters, scattered, or far from each other. */
    private static final class Network {
        final double[] xs;
        final double[] ys;
        final double halfSupport;
        final Ensemble forecast;
        final ObservationBatch batch;

        Network(Gen gen, int size, int count) {
            double extent = Math.exp(gen.uniform(0, 5));
            int clusters = gen.integer(1, 10);
            double width = gen.integer(0, 1) == 0 ? 0.5 : extent;
            xs = new double[size];
            ys = new double[size];
            halfSupport = gen.uniform(0.5, 2);
            forecast = Ensemble.ofState(size, MEMBERS);
            System.arraycopy(gen.gaussians(size * MEMBERS), 0, forecast.values(), 0, size * MEMBERS);
            for (int i = 0; i < size; i++) {
                xs[i] = extent * (i % clusters) + gen.uniform(-width, width);
                ys[i] = gen.uniform(-width, width);
            }
            batch = new ObservationBatch(MEMBERS, 1);
            for (int j = 0; j < count; j++) {
                int row = gen.integer(0, size - 1);
                int index = batch.add(gen.gaussian(), gen.uniform(0.1, 2), xs[row] + gen.uniform(-1, 1), ys[row]);
                System.arraycopy(forecast.values(), row * MEMBERS, batch.predicted(), batch.offset(index), MEMBERS);
            }
        }

        double[] analysed(boolean serial, int threads, DomainInflation inflation) {
            FilterSpec spec = serial ? new FilterSpec.LocalSerial(halfSupport) : new FilterSpec.Letkf(halfSupport);
            Filter filter = spec.build(RowPlaces.at(xs, ys, xs.length), Distance.PLANAR, threads);
            Ensemble analysis = Ensemble.ofState(xs.length, MEMBERS);
            for (int repetition = 0; repetition < 2; repetition++) {
                assertThat(filter.analyse(forecast, batch, inflation, Scene.RANDOM, analysis))
                        .isEqualTo(Verdict.OK);
            }
            return analysis.values();
        }

        /** The same domain all by itself: no neighbour to share with. */
        double[] analysedAlone(int row) {
            double[] x = {xs[row]};
            double[] y = {ys[row]};
            Filter filter = new FilterSpec.LocalSerial(halfSupport).build(RowPlaces.at(x, y, 1), Distance.PLANAR);
            Ensemble alone = Ensemble.ofState(1, MEMBERS);
            System.arraycopy(forecast.values(), row * MEMBERS, alone.values(), 0, MEMBERS);
            Ensemble analysis = alone.copy();
            filter.analyse(alone, batch, DomainInflation.none(1), Scene.RANDOM, analysis);
            return analysis.values();
        }
    }

    @Seeds
    void sharingChangesNoNumber(Gen gen) {
        int size = gen.integer(1, 200);
        Network network = new Network(gen, size, gen.integer(1, 60));

        double[] together = network.analysed(true, 1, DomainInflation.none(size));

        for (int row = 0; row < size; row++) {
            assertThat(Arrays.copyOfRange(together, row * MEMBERS, (row + 1) * MEMBERS))
                    .isEqualTo(network.analysedAlone(row));
        }
    }

    @Seeds
    void threadsChangeNoNumber(Gen gen) {
        int size = gen.integer(600, 900);
        Network network = new Network(gen, size, gen.integer(1, 200));
        for (boolean serial : new boolean[] {true, false}) {
            DomainInflation one = new DomainInflation(AdaptiveInflation.standard(), size);
            DomainInflation many = new DomainInflation(AdaptiveInflation.standard(), size);

            double[] expected = network.analysed(serial, 1, one);
            double[] actual = network.analysed(serial, gen.integer(2, 5), many);

            one.accept();
            many.accept();
            assertThat(actual).isEqualTo(expected);
            for (int domain = 0; domain < size; domain++) {
                assertThat(many.factor(domain)).isEqualTo(one.factor(domain));
            }
        }
    }

    @Seeds
    void threadsChangeNoNumberOfTheGlobalFilter(Gen gen) {
        int size = gen.integer(9000, 20_000);
        Network network = new Network(gen, size, gen.integer(1, 20));
        double[][] results = new double[2][];
        for (int i = 0; i < 2; i++) {
            RowPlaces places = RowPlaces.at(network.xs, network.ys, size);
            Filter filter = new FilterSpec.Etkf().build(places, Distance.PLANAR, 1 + 2 * i);
            Ensemble analysis = Ensemble.ofState(size, MEMBERS);
            filter.analyse(network.forecast, network.batch, DomainInflation.none(1), Scene.RANDOM, analysis);
            results[i] = analysis.values();
        }

        assertThat(results[1]).isEqualTo(results[0]);
    }

    /** Along a line sharing goes on, between places that see nothing in common it ends. */
    @Seeds
    void endsWhereNothingIsShared(Gen gen) {
        int size = 50;
        double gap = gen.uniform(2.1, 10);
        for (double spacing : new double[] {0.2, gap}) {
            double[] xs = new double[size];
            ObservationBatch batch = new ObservationBatch(MEMBERS, 1);
            for (int i = 0; i < size; i++) {
                xs[i] = spacing * i;
                int index = batch.add(0, 1, xs[i], 0);
                for (int m = 0; m < MEMBERS; m++) {
                    batch.predicted()[batch.offset(index) + m] = gen.gaussian();
                }
            }
            LocalJob job = new LocalJob(RowPlaces.at(xs, new double[size], size), Localization.planar(1));
            assertThat(job.observations.load(batch, job.localization)).isEqualTo(Verdict.OK);
            Neighbourhood neighbourhood = new Neighbourhood();
            int calls = 0;
            for (int at = 0; at < size; calls++) {
                at += neighbourhood.gather(job, at, size);
            }

            assertThat(calls <= 10).isEqualTo(spacing < 1);
            assertThat(calls == size).isEqualTo(spacing > 1);
        }
    }

    @Seeds
    void productsAreThoseOfTheAnomalies(Gen gen) {
        Network network = new Network(gen, 20, gen.integer(1, 40));
        WhitenedObservations observations = new WhitenedObservations();
        assertThat(observations.load(network.batch, Localization.planar(3))).isEqualTo(Verdict.OK);
        SharedProducts products = new SharedProducts();
        LocalSelection selection = new LocalSelection(products);
        for (int repetition = 0; repetition < 3; repetition++) {
            products.clear(observations);
            selection.select(observations, Localization.planar(3), gen.uniform(-5, 5), gen.uniform(-5, 5));
            products.add(selection);
            double[] table = products.table(observations);
            for (int j = 0; j < selection.count(); j++) {
                for (int k = 0; k < selection.count(); k++) {
                    double expected = 0;
                    for (int m = 0; m < MEMBERS; m++) {
                        expected += observations.anomalies()[selection.index(j) * MEMBERS + m]
                                * observations.anomalies()[selection.index(k) * MEMBERS + m];
                    }
                    double actual = table[selection.slot(j) * products.stride() + selection.slot(k)];
                    assertThat(actual).isCloseTo(expected, within(1e-12));
                    assertThat(table[products.count() * products.stride() + selection.slot(k)])
                            .isZero();
                }
            }
        }
    }
}
