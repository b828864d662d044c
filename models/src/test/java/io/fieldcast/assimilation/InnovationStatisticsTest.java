package io.fieldcast.assimilation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.fieldcast.domain.QcCode;
import io.fieldcast.numerics.Ensemble;
import io.fieldcast.observation.Localization;
import io.fieldcast.observation.ObservationBatch;
import io.fieldcast.testkit.Gen;
import io.fieldcast.testkit.Seeds;
import org.junit.jupiter.api.Test;

class InnovationStatisticsTest {
    /** With two members HBHᵀ has rank one, so the inverse can be written down (Sherman and Morrison). */
    @Seeds
    void findsTheWidthOfCorrelatedInnovations(Gen gen) {
        int count = gen.integer(1, 10);
        ObservationBatch batch = new ObservationBatch(2, count + 1);
        double dd = 0;
        double bb = 0;
        double bd = 0;
        for (int j = 0; j < count; j++) {
            double error = gen.uniform(0.2, 3);
            double half = gen.gaussian();
            double innovation = gen.gaussian();
            int index = batch.add(5 + innovation, error, j, 0);
            batch.predicted()[2 * index] = 5 - half;
            batch.predicted()[2 * index + 1] = 5 + half;
            dd += innovation * innovation / error;
            bb += 2 * half * half / error;
            bd += Math.sqrt(2) * half * innovation / error;
        }
        batch.setCode(batch.add(1e9, 1, 0, 0), QcCode.OUTLIER);

        double chiSquare = new InnovationStatistics(2, Localization.none()).chiSquare(batch, 3);

        assertThat(chiSquare).isCloseTo((dd - bd * bd / (1 + bb)) / count, within(1e-10));
    }

    @Test
    void isOneWhereTheSpreadIsRightHoweverManyObservationsThereAre() {
        for (int sensors : new int[] {20, 300}) {
            SensorNetwork network = new SensorNetwork(sensors, 1);
            InnovationStatistics statistics = new InnovationStatistics(SensorNetwork.MEMBERS, Localization.planar(2));
            double sum = 0;
            for (int cycle = 0; cycle < 300; cycle++) {
                sum += statistics.chiSquare(network.next((c, sensor, value) -> value), cycle);
            }
            assertThat(sum / 300).isBetween(0.97, 1.06);
        }
    }

    @Test
    void takesEachOfManyObservationsInItsTurn() {
        SensorNetwork network = new SensorNetwork(300, 2);
        InnovationStatistics statistics = new InnovationStatistics(SensorNetwork.MEMBERS, Localization.none());
        int seen = 0;
        for (int cycle = 0; cycle < 300; cycle++) {
            ObservationBatch batch = network.next((c, sensor, value) -> sensor == 299 ? value + 1e6 : value);
            seen += statistics.chiSquare(batch, cycle) > 1e3 ? 1 : 0;
        }

        assertThat(seen).isBetween(100, 156);
    }

    @Test
    void saysNothingWithoutObservations() {
        ObservationBatch empty = new ObservationBatch(2, 1);

        assertThat(new InnovationStatistics(2, Localization.none()).chiSquare(empty, 1))
                .isNaN();
        assertThat(InnovationStatistics.degreesOfFreedom(empty, new double[0])).isZero();
    }

    /** One observation of variance r where the ensemble's is b: tr(HK) = b / (b + r). */
    @Seeds
    void countsWhatTheAnalysisTookFromTheObservations(Gen gen) {
        Scene scene = new Scene(gen, 8, 1);
        ObservationBatch batch = scene.batch();
        Ensemble analysis = scene.forecast.copy();
        Scene.analyse(Scene.build(new FilterSpec.Etkf()), scene.forecast, batch, analysis);
        ObservationBatch after = scene.batch(analysis, Scene.order(1));

        double degrees = InnovationStatistics.degreesOfFreedom(batch, new double[] {after.predictedVariance(0)});

        double variance = batch.predictedVariance(0);
        assertThat(degrees).isCloseTo(variance / (variance + batch.errorVariance(0)), within(1e-10));
    }
}
