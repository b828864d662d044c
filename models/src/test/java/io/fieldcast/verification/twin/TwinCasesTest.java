package io.fieldcast.verification.twin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Short forms of the cases; bounds are as wide as short runs scatter. */
class TwinCasesTest {
    static List<TwinRow> everyRow() {
        return TwinCase.all().stream().flatMap(some -> some.rows().stream()).toList();
    }

    private static TwinRow row(TwinCase some, String method) {
        return some.rows().stream()
                .filter(row -> row.method().startsWith(method))
                .findFirst()
                .orElseThrow();
    }

    private static double rmse(TwinCase some, String method, int cycles) {
        return row(some, method).run(cycles, 1).get(Figure.RMSE_A);
    }

    @Test
    void namesOfCasesAndMethodsAreTheirOwn() {
        Set<String> names = new HashSet<>();
        for (TwinCase some : TwinCase.all()) {
            for (TwinRow row : some.rows()) {
                assertThat(names.add(some.name() + " " + row.method()))
                        .as(row.method())
                        .isTrue();
                assertThat(row.targets()).isNotEmpty();
            }
        }
    }

    @Test
    void bManyVariablesAreEstimatedAsWellAsFew() {
        assertThat(rmse(new CaseB(), "serial m1000", 120)).isBetween(0.16, 0.23);
    }

    @Test
    void cAForcingIsLearnedFromFarAwayAndOnceMoreWhenItChanges() {
        TwinRow row = row(new CaseC(), "C1 forcing learned, 8 to 9");

        TwinScores scores = row.run(1_200, 1);

        // The change comes after three quarters, 300 windows before the end.
        assertThat(scores.get(Figure.SETTLED)).isLessThan(250);
        assertThat(scores.get(Figure.RMSE_A)).isLessThan(0.45);
    }

    @Test
    void cSpeedIsLearnedAndTheStateIsAsGoodAsIfItWereKnown() {
        TwinScores known = row(new CaseC(), "C2 speed and diffusivity known").run(300, 1);
        TwinScores learned =
                row(new CaseC(), "C2 speed and diffusivity learned").run(300, 1);

        assertThat(known.get(Figure.RMSE_A)).isBetween(0.05, 0.075);
        assertThat(learned.get(Figure.RMSE_A)).isLessThan(1.1 * known.get(Figure.RMSE_A));
        assertThat(learned.get(Figure.PARAMETER_ERROR)).isLessThan(0.1);
    }

    @Test
    void fALateReportIsWorthMoreCarriedThanDroppedAndMostWhenReplayed() {
        double dropped = rmse(new CaseF(), "F2 q = 0.7, late ones dropped", 600);
        double carried = rmse(new CaseF(), "F2 q = 0.7, carried", 600);
        double replayed = rmse(new CaseF(), "F2 q = 0.7, replayed", 600);

        assertThat(carried).isLessThan(0.85 * dropped);
        assertThat(replayed).isLessThan(carried);
        assertThat(rmse(new CaseF(), "F2 q = 0.3, late ones as current", 600)).isGreaterThan(1);
    }

    @Test
    void fPoliciesAgreeWhereNothingIsLate() {
        double onTime = rmse(new CaseF(), "F2 on time", 100);

        assertThat(CaseF.late(0, ReplayEstimator::new, 100, 1).get(Figure.RMSE_A))
                .isEqualTo(onTime);
        assertThat(CaseF.late(0, CaseF::carry, 100, 1).get(Figure.RMSE_A)).isCloseTo(onTime, within(1e-9));
    }

    @Test
    void fObservationsAreWorthMoreAtTheirOwnTime() {
        double sequential = rmse(new CaseF(), "F1 sequential", 400);
        double window = rmse(new CaseF(), "F1 4D", 400);

        assertThat(sequential).isBetween(0.35, 0.6);
        assertThat(window).isBetween(0.4, 0.8);
        assertThat(rmse(new CaseF(), "F1 all as of", 400)).isGreaterThan(1.5 * window);
    }

    @Test
    void hALearnedClosureHalvesTheErrorThatAMissingScaleMakes() {
        double without = rmse(new CaseH(), "no closure", 700);

        assertThat(rmse(new CaseH(), "closure learned", 700)).isLessThan(0.6 * without);
    }

    @Tag("long")
    @ParameterizedTest
    @MethodSource("everyRow")
    void reachesWhatIsAskedOfIt(TwinRow row) {
        TwinResult result = row.runAll(row.cycles(), row.seeds());

        assertThat(result.accepted()).as("%s: %s", row.method(), result.runs()).isTrue();
    }
}
