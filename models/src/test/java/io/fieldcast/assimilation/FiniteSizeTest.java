package io.fieldcast.assimilation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.fieldcast.numerics.Ensemble;
import io.fieldcast.testkit.Gen;
import io.fieldcast.testkit.Seeds;

class FiniteSizeTest implements FilterContract, DeterministicContract, ExactCovarianceContract, PriorInflationContract {
    private static final FiniteSizePrior PRIOR = new FiniteSizePrior(1);

    @Override
    public FilterSpec spec(double halfSupport) {
        return new FilterSpec.FiniteSize(halfSupport, PRIOR);
    }

    @Override
    public boolean membersIgnoreOrder() {
        return true;
    }

    @Override
    public boolean isLocal() {
        return true;
    }

    /** J as it is published, with the singular values of Y / √R, and eigenvalues of 0 for directions that nothing observes. */
    private static double cost(int members, double strength, double[] eigenvalues, double[] innovations, double l) {
        double unexplained = 0;
        for (double eigenvalue : eigenvalues) {
            unexplained += (members - 1) / (eigenvalue * (members - 1) + members - 1);
        }
        unexplained = (unexplained + members - eigenvalues.length) / members;
        double e = (members + 1.0) / members;
        double c = members / (members - 1.0);
        double correction = Math.sqrt(Math.pow(e / c, unexplained));
        double cost = strength * (e / correction / (l * l) + c * correction * Math.log(l * l));
        for (int i = 0; i < eigenvalues.length; i++) {
            double singular = Math.sqrt(eigenvalues[i] * (members - 1));
            cost += innovations[i] * innovations[i] / (Math.pow(l * singular, 2) + members - 1);
        }
        return cost;
    }

    @Seeds
    void findsTheFactorAtWhichTheCostIsLeast(Gen gen) {
        int members = gen.integer(3, 40);
        int count = gen.integer(1, members);
        double strength = gen.uniform(0.5, 3);
        double[] eigenvalues = new double[count];
        double[] innovations = new double[count];
        double[] squares = new double[count];
        for (int i = 0; i < count; i++) {
            eigenvalues[i] = Math.pow(10, gen.uniform(-3, 1));
            innovations[i] = Math.sqrt(1 + gen.uniform(0, 2) * eigenvalues[i]) * gen.gaussian();
            squares[i] = eigenvalues[i] * innovations[i] * innovations[i];
        }

        double factor = new FiniteSizePrior(strength).factor(members, count, eigenvalues, squares);

        double least = cost(members, strength, eigenvalues, innovations, Math.sqrt(factor));
        for (double other = 0.8; other * other <= FiniteSizePrior.MOST; other += 1e-3) {
            assertThat(cost(members, strength, eigenvalues, innovations, other)).isGreaterThan(least - 1e-12);
        }
    }

    @Seeds
    void isTheEtkfOfAForecastWidenedByItsFactor(Gen gen) {
        Scene scene = new Scene(gen, gen.integer(4, 12), gen.integer(1, 40));
        Ensemble analysis = FilterContract.analysed(spec(Double.POSITIVE_INFINITY), scene.forecast, scene.batch());
        double low = 0.5;
        double high = FiniteSizePrior.MOST + 0.5;
        // The analysis spread of an observed row grows with the factor, which so can be told from it.
        for (int step = 0; step < 60; step++) {
            double middle = 0.5 * (low + high);
            if (widened(scene, middle).variance(0) < analysis.variance(0)) {
                low = middle;
            } else {
                high = middle;
            }
        }

        Ensemble expected = widened(scene, low);

        for (int row = 0; row < 2 * Scene.CELLS; row++) {
            assertThat(analysis.mean(row)).isCloseTo(expected.mean(row), within(1e-6));
            assertThat(analysis.variance(row)).isCloseTo(expected.variance(row), within(1e-6));
        }
    }

    private static Ensemble widened(Scene scene, double factor) {
        Ensemble wide = scene.forecast.copy();
        for (int row = 0; row < wide.size(); row++) {
            Rows.scaleAnomalies(wide, row, Math.sqrt(factor));
        }
        return FilterContract.analysed(
                new FilterSpec.Etkf(), wide, scene.batch(wide, Scene.order(scene.values.length)));
    }

    @Seeds
    void widensMoreTheFartherTheObservationsAreAndNeverBeyondItsBound(Gen gen) {
        int members = gen.integer(4, 20);
        double[] eigenvalues = {gen.uniform(0.1, 3)};
        double previous = 0;
        for (double innovation = 0; innovation < 1e6; innovation = 2 * innovation + 1) {
            double[] squares = {eigenvalues[0] * innovation * innovation};
            double factor = PRIOR.factor(members, 1, eigenvalues, squares);
            assertThat(factor).isGreaterThanOrEqualTo(previous).isLessThanOrEqualTo(FiniteSizePrior.MOST);
            previous = factor;
        }
        assertThat(previous).isEqualTo(FiniteSizePrior.MOST);
    }

    @Seeds
    void saysSoWhenNoFactorCanBeFound(Gen gen) {
        Scene scene = new Scene(gen, 5, 3);
        scene.values[1] = 1e200;
        Ensemble analysis = scene.forecast.copy();

        Verdict verdict = Scene.analyse(Scene.build(spec(2)), scene.forecast, scene.batch(), analysis);

        assertThat(verdict).isEqualTo(Verdict.INFLATION_FAILED);
        assertThat(analysis.values()).containsExactly(scene.forecast.values());
    }
}
