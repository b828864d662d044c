package io.fieldcast.diagnostics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.fieldcast.diagnostics.EnergyLedger.Stage;
import io.fieldcast.dynamics.ConservingIde;
import io.fieldcast.dynamics.Covariance;
import io.fieldcast.dynamics.Edge;
import io.fieldcast.dynamics.ProcessNoise;
import io.fieldcast.dynamics.Propagator;
import io.fieldcast.dynamics.hamiltonian.HamiltonianField;
import io.fieldcast.geometry.Grid;
import io.fieldcast.numerics.Ensemble;
import io.fieldcast.numerics.RandomStreams;
import io.fieldcast.numerics.RandomStreams.Purpose;
import io.fieldcast.testkit.Energies;
import io.fieldcast.testkit.Gen;
import io.fieldcast.testkit.Seeds;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class EnergyLedgerTest {
    private static final Grid GRID = new Grid(10, 8, 0, 0, 4);
    private static final int MEMBERS = 6;

    @Seeds
    void closesEveryCycle(Gen gen) {
        ConservingIde ide = ConservingIde.on(GRID, Edge.WALLS).diffusivity(1).build();
        Ensemble ensemble = gen.ensemble(ide, MEMBERS);
        EnergyLedger ledger = new EnergyLedger(GRID.size(), MEMBERS);
        for (int cycle = 0; cycle < 3; cycle++) {
            runCycle(ledger, ide, ensemble, gen, cycle);
            EnergyBalance energy = ledger.energyBalance(ensemble);
            EnergyBalance mass = ledger.massBalance(ensemble);
            assertThat(energy.unbooked()).isCloseTo(0, within(1e-10));
            assertThat(mass.unbooked()).isCloseTo(0, within(1e-10));
            assertThat(energy.production()).as("R only takes").isCloseTo(0, within(1e-12));
            assertThat(energy.dissipation()).isPositive();
            assertThat(energy.noise()).isNotZero();
            assertThat(energy.increment()).isNegative();
            assertThat(mass.production() - mass.dissipation()).isCloseTo(0, within(1e-11));
        }
    }

    @Test
    void orthogonalDynamicsNeitherProduceNorDissipate() {
        ConservingIde ide = ConservingIde.on(GRID, Edge.PERIODIC).build();
        Ensemble ensemble = new Gen(2).ensemble(ide, MEMBERS);
        EnergyLedger ledger = new EnergyLedger(GRID.size(), MEMBERS);
        ledger.open(ensemble);
        ide.advance(ensemble, 1, new double[ide.scratchSize(MEMBERS)]);
        ledger.after(Stage.DYNAMICS, ensemble);
        EnergyBalance energy = ledger.energyBalance(ensemble);
        assertThat(energy.production()).isCloseTo(0, within(1e-12));
        assertThat(energy.dissipation()).isCloseTo(0, within(1e-12));
        assertThat(energy.end()).isCloseTo(energy.start(), within(1e-12 * energy.start()));
    }

    @Seeds
    void closesForAnEnergyThatIsNotQuadraticAndDependsOnWhatIsLearned(Gen gen) {
        HamiltonianField field = HamiltonianField.on(GRID, Edge.WALLS)
                .frequency(0.3)
                .stiffness(0.5)
                .friction(0.3)
                .build();
        Ensemble ensemble = gen.ensemble(field, MEMBERS);
        EnergyLedger ledger = new EnergyLedger(field, MEMBERS);
        int learned = ensemble.block(Propagator.PARAMETERS).from() * MEMBERS;
        for (int cycle = 0; cycle < 3; cycle++) {
            runCycle(ledger, field, ensemble, gen, cycle);
            // An analysis that corrects nothing but what is learned.
            ledger.before(ensemble);
            for (int at = learned; at < ensemble.values().length; at++) {
                ensemble.values()[at] += 0.3;
            }
            ledger.after(Stage.ANALYSIS, ensemble);
            EnergyBalance energy = ledger.energyBalance(ensemble);
            EnergyBalance mass = ledger.massBalance(ensemble);
            double mean = Arrays.stream(Energies.of(field, ensemble)).average().orElseThrow();
            assertThat(energy.end()).isCloseTo(mean, within(1e-12 * mean));
            assertThat(energy.unbooked()).isCloseTo(0, within(1e-10 * energy.end()));
            assertThat(mass.unbooked()).isCloseTo(0, within(1e-10));
            assertThat(energy.dissipation()).isPositive();
            assertThat(energy.noise()).isNotZero();
        }
        ensemble.values()[0] += 1e-3;
        assertThat(Math.abs(ledger.energyBalance(ensemble).unbooked())).isGreaterThan(1e-8);
    }

    @Test
    void showsWhatNobodyBooked() {
        Ensemble ensemble = Ensemble.ofState(1, 2);
        EnergyLedger ledger = new EnergyLedger(1, 2);
        ledger.open(ensemble);
        ensemble.values()[0] = 2;
        ledger.before(ensemble);
        ensemble.values()[1] = 4;
        ledger.after(Stage.ANALYSIS, ensemble);
        assertThat(ledger.energyBalance(ensemble)).isEqualTo(new EnergyBalance(0, 0, 0, 0, 4, 5));
        assertThat(ledger.energyBalance(ensemble).unbooked()).isEqualTo(1);
        assertThat(ledger.massBalance(ensemble).unbooked()).isEqualTo(1);
        assertThat(ledger.energy(ensemble)).isEqualTo(5);
    }

    @Test
    void keepsGainsAndLossesOfTheDynamicsApart() {
        Ensemble ensemble = Ensemble.ofState(1, 2);
        ensemble.values()[0] = 2;
        EnergyLedger ledger = new EnergyLedger(1, 2);
        ledger.open(ensemble);
        ensemble.values()[0] = 0;
        ensemble.values()[1] = 4;
        ledger.after(Stage.DYNAMICS, ensemble);
        assertThat(ledger.energyBalance(ensemble)).isEqualTo(new EnergyBalance(1, 4, 1, 0, 0, 4));
    }

    @Test
    void refusesAnotherShape() {
        EnergyLedger ledger = new EnergyLedger(3, 2);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ledger.open(Ensemble.ofState(3, 4)))
                .withMessageContaining("3 x 4");
    }

    private static void runCycle(EnergyLedger ledger, Propagator ide, Ensemble ensemble, Gen gen, int cycle) {
        ledger.open(ensemble);
        ledger.before(ensemble);
        ide.advance(ensemble, 1, new double[ide.scratchSize(MEMBERS)]);
        ledger.after(Stage.DYNAMICS, ensemble);
        ProcessNoise noise = ProcessNoise.on(GRID, new Covariance.Exponential(9, 0.3));
        ledger.before(ensemble);
        RandomStreams streams = new RandomStreams(gen.seed(), "ledger");
        Ensemble field = ensemble.view(List.of(new Ensemble.Block(Propagator.STATE, 0, GRID.size())));
        noise.add(field, 1, 1, streams.stream(cycle, Purpose.PROCESS_NOISE), new double[noise.scratchSize(MEMBERS)]);
        ledger.after(Stage.NOISE, ensemble);
        ledger.before(ensemble);
        for (int at = 0; at < GRID.size() * MEMBERS; at++) {
            ensemble.values()[at] *= 0.8;
        }
        ledger.after(Stage.ANALYSIS, ensemble);
    }
}
