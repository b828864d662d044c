package io.fieldcast.dynamics.network;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PortHamiltonianNetworkTest {
    private static final int POINTS = 100_000;

    /** {@code dH/dt = ∇H·x'} at every point, of networks that nobody trained. */
    private static double fastestRise(PortHamiltonianNetwork network) {
        int size = network.size();
        double[] states = Untrained.normal(size * POINTS, 2, 12);
        double[] parameters = Untrained.parameters(network.parameters(), POINTS, 13);
        double[] scratch = new double[network.scratchSize(POINTS)];
        double[] motion = new double[size * POINTS];
        double[] gradient = new double[size * POINTS];
        network.derivative(states, 0, parameters, 0, POINTS, motion, 0, scratch, 0);
        network.gradient(states, 0, parameters, 0, POINTS, gradient, 0, scratch, 0);
        double fastest = Double.NEGATIVE_INFINITY;
        double slowest = Double.POSITIVE_INFINITY;
        for (int point = 0; point < POINTS; point++) {
            double rise = 0;
            for (int row = 0; row < size; row++) {
                rise += gradient[row * POINTS + point] * motion[row * POINTS + point];
            }
            fastest = Math.max(fastest, rise);
            slowest = Math.min(slowest, rise);
        }
        assertThat(slowest).as("some energy is lost").isLessThan(-1e-3);
        return fastest;
    }

    @Test
    void energyNeverRisesWithAStructureThatDependsOnTheState() {
        EnergyNetwork energy = Untrained.energy(Features.whole(4), 0.3, Correction.NONE, 1);
        StructureNetwork structure = new StructureNetwork(Untrained.perceptron(2, 4, 12, 16));
        assertThat(fastestRise(new PortHamiltonianNetwork(energy, structure))).isLessThanOrEqualTo(1e-12);
    }

    @Test
    void energyNeverRisesWithDampedMomenta() {
        EnergyNetwork energy = Untrained.energy(Features.whole(4), 0.3, new Correction(0.3, 0.1), 3);
        assertThat(fastestRise(new PortHamiltonianNetwork(energy, new DampedCanonical(0.4, 0.3))))
                .isLessThanOrEqualTo(1e-12);
    }

    @Test
    void energyNeverRisesDownTheSteepestDescent() {
        EnergyNetwork energy = Untrained.energy(Features.whole(4), 0, Correction.NONE, 4);
        assertThat(fastestRise(new PortHamiltonianNetwork(energy, new SteepestDescent())))
                .isLessThanOrEqualTo(1e-12);
    }

    @Test
    void theLearnedSkewPartAloneNeitherTakesNorGives() {
        int size = 3;
        int members = 5;
        StructureNetwork structure = new StructureNetwork(Untrained.perceptron(5, 3, 8, 9));
        double[] state = Untrained.normal(size * members, 1, 6);
        double[] force = Untrained.normal(size * members, 1, 7);
        double[] other = Untrained.normal(size * members, 1, 8);
        double[] scratch = new double[structure.scratchSize(members)];
        double[] byForce = new double[size * members];
        double[] byOther = new double[size * members];
        structure.apply(state, 0, size, force, 0, members, force, 0, byForce, 0, scratch, 0);
        structure.apply(state, 0, size, force, 0, members, other, 0, byOther, 0, scratch, 0);
        for (int m = 0; m < members; m++) {
            double forth = 0;
            double back = 0;
            for (int row = 0; row < size; row++) {
                forth += other[row * members + m] * byForce[row * members + m];
                back += force[row * members + m] * byOther[row * members + m];
            }
            // ⟨w, (J − R) v⟩ − ⟨v, (J − R) w⟩ = 2 ⟨w, J v⟩: it must not vanish, or J would be zero.
            assertThat(Math.abs(forth - back)).isGreaterThan(1e-3);
        }
    }
}
