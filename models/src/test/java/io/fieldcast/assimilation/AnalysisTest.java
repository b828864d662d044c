package io.fieldcast.assimilation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.fieldcast.domain.QcCode;
import io.fieldcast.numerics.Ensemble;
import io.fieldcast.numerics.RandomStreams;
import io.fieldcast.numerics.RandomStreams.Purpose;
import io.fieldcast.observation.ObservationBatch;
import io.fieldcast.testkit.Gen;
import io.fieldcast.testkit.Seeds;

class AnalysisTest {
    private static final RandomStreams.Stream RANDOM = new RandomStreams(1, "analysis").stream(1, Purpose.ANALYSIS);

    private static Analysis analysis(Ensemble shape, Inflation inflation) {
        SpreadFloor floor = new SpreadFloor(2 * Scene.CELLS, 3, 3);
        return new Analysis(Scene.build(new FilterSpec.LocalSerial(2)), inflation, floor, true, shape);
    }

    private static DomainInflation none() {
        return DomainInflation.none(Scene.CELLS);
    }

    @Seeds
    void leavesTheEnsembleAsItWasWithoutObservations(Gen gen) {
        Scene scene = new Scene(gen, 8, 2);
        ObservationBatch batch = scene.batch();
        batch.setCode(0, QcCode.OUTLIER);
        batch.setCode(1, QcCode.BAD_INCOMING);
        Ensemble ensemble = scene.forecast.copy();

        Verdict verdict =
                analysis(ensemble, new Inflation.Multiplicative(1.2)).correct(ensemble, batch, none(), RANDOM);

        assertThat(verdict).isEqualTo(Verdict.NO_OBSERVATIONS);
        assertThat(ensemble.values()).containsExactly(scene.forecast.values());
    }

    /** A factor in every cycle would hold a parameter's spread above its floor, and the parameter would wander. */
    @Seeds
    void leavesTheSpreadOfRowsWithAFloorToTheFloor(Gen gen) {
        Scene scene = new Scene(gen, 8, 4);
        SpreadFloor floor = new SpreadFloor(2 * Scene.CELLS, 0, 0);
        Ensemble plain = scene.forecast.copy();
        Ensemble wide = scene.forecast.copy();

        new Analysis(Scene.build(new FilterSpec.Etkf()), new Inflation.None(), floor, false, plain)
                .correct(plain, scene.batch(), DomainInflation.none(1), RANDOM);
        new Analysis(Scene.build(new FilterSpec.Etkf()), new Inflation.Multiplicative(2), floor, false, wide)
                .correct(wide, scene.batch(), DomainInflation.none(1), RANDOM);

        assertThat(wide.variance(0)).isCloseTo(4 * plain.variance(0), within(1e-9));
        for (int row = 2 * Scene.CELLS; row < plain.size(); row++) {
            assertThat(wide.variance(row)).isEqualTo(plain.variance(row));
        }
    }

    @Seeds
    void leavesTheEnsembleAsItWasWhenItFails(Gen gen) {
        Scene scene = new Scene(gen, 8, 2);
        scene.values[1] = Double.NaN;
        Ensemble ensemble = scene.forecast.copy();

        Verdict badValue = analysis(ensemble, new Inflation.None()).correct(ensemble, scene.batch(), none(), RANDOM);
        scene.values[1] = 0;
        Verdict badInflation = analysis(ensemble, new Inflation.Multiplicative(1e308))
                .correct(ensemble, scene.batch(), none(), RANDOM);

        assertThat(badValue).isEqualTo(Verdict.NOT_FINITE);
        assertThat(badInflation).isEqualTo(Verdict.NOT_FINITE);
        assertThat(ensemble.values()).containsExactly(scene.forecast.values());
    }

    @Seeds
    void changesTheFactorsOnlyWhereTheAnalysisIsGood(Gen gen) {
        Scene scene = new Scene(gen, 8, 3);
        Filter filter = Scene.build(new FilterSpec.LocalSerial(2));
        Ensemble ensemble = scene.forecast.copy();
        Analysis good = new Analysis(filter, new Inflation.None(), SpreadFloor.none(), true, scene.forecast);
        Analysis bad =
                new Analysis(filter, new Inflation.Multiplicative(1e308), SpreadFloor.none(), true, scene.forecast);
        DomainInflation inflation = good.newInflation(AdaptiveInflation.standard());

        assertThat(bad.correct(ensemble, scene.batch(), inflation, RANDOM)).isEqualTo(Verdict.NOT_FINITE);
        assertThat(inflation.mean()).isEqualTo(AdaptiveInflation.standard().initial());
        assertThat(good.correct(ensemble, scene.batch(), inflation, RANDOM)).isEqualTo(Verdict.OK);
        assertThat(inflation.mean()).isNotEqualTo(AdaptiveInflation.standard().initial());
    }

    @Seeds
    void keepsTheParametersSpreadAtItsFloorAndMovesTheirMean(Gen gen) {
        Scene scene = new Scene(gen, 8, 20);
        Ensemble ensemble = scene.forecast.copy();

        Verdict verdict = analysis(ensemble, new Inflation.None()).correct(ensemble, scene.batch(), none(), RANDOM);

        assertThat(verdict).isEqualTo(Verdict.OK);
        for (int row = 2 * Scene.CELLS; row < ensemble.size(); row++) {
            assertThat(Math.sqrt(ensemble.variance(row))).isGreaterThan(3 - 1e-12);
            assertThat(ensemble.mean(row)).isNotEqualTo(scene.forecast.mean(row));
        }
    }
}
