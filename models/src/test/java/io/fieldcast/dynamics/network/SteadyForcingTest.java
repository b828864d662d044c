package io.fieldcast.dynamics.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.fieldcast.dynamics.Choices;
import io.fieldcast.dynamics.Dynamics;
import io.fieldcast.dynamics.Propagator;
import io.fieldcast.numerics.Ensemble;
import io.fieldcast.testkit.Energies;
import io.fieldcast.testkit.Gen;
import io.fieldcast.testkit.PropagatorContract;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A port-Hamiltonian network that is pushed. */
class SteadyForcingTest implements PropagatorContract {
    private static final int PLACES = 7;
    private static final int MEMBERS = 3;

    @Override
    public Propagator propagator(Gen gen) {
        return pushed(0.3, gen.seed());
    }

    private static Propagator pushed(double forcing, long seed) {
        Dynamics kind = new PortHamiltonianNetworkDynamics();
        Choices choices = Choices.defaults(kind.settings())
                .with("refinement", 4)
                .with("forcing", forcing)
                .with(Untrained.model(kind.name(), 3, seed));
        return kind.build(Untrained.stations(), 1, choices);
    }

    /** The push at a place: level, and sloping with the centred coordinate over its standard deviation. */
    private static double push(Propagator propagator, Ensemble ensemble, int place, int member) {
        double[] xs = new double[PLACES];
        double[] ys = new double[PLACES];
        for (int i = 0; i < PLACES; i++) {
            xs[i] = Untrained.stations().x(i);
            ys[i] = Untrained.stations().y(i);
        }
        int row = ensemble.block(Propagator.PARAMETERS).from()
                + propagator.parameters().size()
                - 3;
        double[] values = ensemble.values();
        return values[row * MEMBERS + member]
                + values[(row + 1) * MEMBERS + member] * standard(xs, place)
                + values[(row + 2) * MEMBERS + member] * standard(ys, place);
    }

    private static double standard(double[] values, int at) {
        double mean = 0;
        double square = 0;
        for (double value : values) {
            mean += value / values.length;
            square += value * value / values.length;
        }
        return (values[at] - mean) / Math.sqrt(square - mean * mean);
    }

    @Test
    void energyNeverRisesFasterThanItIsSuppliedAndForcingIsNotAPromiseToDissipate() {
        Propagator propagator = pushed(0.3, 5);
        assertThat(propagator.claims()).isEmpty();
        Ensemble ensemble = new Gen(17).ensemble(propagator, MEMBERS);
        double[] scratch = new double[propagator.scratchSize(MEMBERS)];
        double mostRisen = 0;
        double mostLost = 0;
        for (int step = 0; step < 300; step++) {
            double[] before = Energies.of(propagator, ensemble);
            double[] from = ensemble.values().clone();
            propagator.advance(ensemble, 1, scratch);
            double[] after = Energies.of(propagator, ensemble);
            for (int m = 0; m < MEMBERS; m++) {
                // A steady push works along the way that the field goes.
                double supplied = 0;
                for (int place = 0; place < PLACES; place++) {
                    double way = ensemble.values()[place * MEMBERS + m] - from[place * MEMBERS + m];
                    supplied += push(propagator, ensemble, place, m) * way;
                }
                double rise = after[m] - before[m];
                assertThat(rise - supplied).isLessThanOrEqualTo(1e-9 * (1 + Math.abs(before[m])));
                mostRisen = Math.max(mostRisen, rise);
                mostLost = Math.max(mostLost, supplied - rise);
            }
        }
        assertThat(mostRisen).as("the push does raise energy").isGreaterThan(1e-2);
        assertThat(mostLost).as("the damping does take it").isGreaterThan(1e-2);
    }

    @Test
    void withoutForcingNothingIsAdded() {
        assertThat(pushed(0, 5).parameters())
                .noneMatch(parameter -> parameter.name().startsWith("forcing"));
        assertThat(pushed(0.3, 5).parameters().stream()
                        .map(parameter -> parameter.name())
                        .toList())
                .containsAll(List.of("forcing.level", "forcing.east", "forcing.north"));
    }
}
