package io.fieldcast.dynamics.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class EnergyNetworkTest {
    private static final int MEMBERS = 3;
    private static final Correction CORRECTED = new Correction(0.3, 0.1);

    private static List<EnergyNetwork> energies() {
        Features whole = Features.whole(6);
        Features field = Features.neighbours(Untrained.stations(), 1, 1);
        Features moving = Features.neighbours(Untrained.stations(), 2, 1);
        return List.of(
                Untrained.energy(whole, 0, Correction.NONE, 1),
                Untrained.energy(whole, 0.7, CORRECTED, 2),
                Untrained.energy(field, 0.7, Correction.NONE, 3),
                Untrained.energy(moving, 0.7, CORRECTED, 4));
    }

    @Test
    void itsGradientIsThatOfFiniteDifferences() {
        for (EnergyNetwork energy : energies()) {
            int size = energy.size();
            double[] state = Untrained.normal(size * MEMBERS, 1, 5);
            double[] parameters = Untrained.parameters(energy.parameters(), MEMBERS, 6);
            double[] scratch = new double[energy.energyScratch(MEMBERS)];
            double[] gradient = new double[size * MEMBERS];
            energy.gradient(state, 0, parameters, 0, MEMBERS, gradient, 0, scratch, 0);
            double[] above = new double[MEMBERS];
            double[] below = new double[MEMBERS];
            for (int i = 0; i < state.length; i++) {
                double held = state[i];
                state[i] = held + 1e-5;
                energy.energy(state, 0, size, parameters, 0, MEMBERS, above, 0, scratch, 0);
                state[i] = held - 1e-5;
                energy.energy(state, 0, size, parameters, 0, MEMBERS, below, 0, scratch, 0);
                state[i] = held;
                int member = i % MEMBERS;
                assertThat((above[member] - below[member]) / 2e-5).isCloseTo(gradient[i], within(1e-6));
            }
        }
    }

    @Test
    void leavesItsInputsAsTheyWereAndWorksFromAnyOffset() {
        for (EnergyNetwork energy : energies()) {
            int length = energy.size() * MEMBERS;
            double[] state = Untrained.normal(length, 1, 7);
            double[] parameters = Untrained.parameters(energy.parameters(), MEMBERS, 8);
            double[] scratch = new double[energy.energyScratch(MEMBERS)];
            double[] gradient = new double[length];
            energy.gradient(state, 0, parameters, 0, MEMBERS, gradient, 0, scratch, 0);

            double[] all = new double[5 + 2 * length + parameters.length + scratch.length];
            Arrays.fill(all, 9.5);
            System.arraycopy(state, 0, all, 2, length);
            System.arraycopy(parameters, 0, all, 3 + length, parameters.length);
            int to = 4 + length + parameters.length;
            energy.gradient(all, 2, all, 3 + length, MEMBERS, all, to, all, to + 1 + length);

            assertThat(Arrays.copyOfRange(all, to, to + length)).containsExactly(gradient);
            assertThat(Arrays.copyOfRange(all, 2, 2 + length)).containsExactly(state);
            assertThat(new double[] {all[1], all[2 + length], all[to - 1], all[to + length]})
                    .containsOnly(9.5);
        }
    }

    @Test
    void everyMemberFollowsItsOwnParameters() {
        EnergyNetwork energy = energies().get(3);
        int size = energy.size();
        double[] parameters = Untrained.parameters(energy.parameters(), MEMBERS, 9);
        double[] state = new double[size * MEMBERS];
        double[] one = Untrained.normal(size, 1, 10);
        for (int i = 0; i < state.length; i++) {
            state[i] = one[i / MEMBERS];
        }
        double[] gradient = new double[state.length];
        energy.gradient(state, 0, parameters, 0, MEMBERS, gradient, 0, new double[energy.energyScratch(MEMBERS)], 0);
        double[] alone = new double[size];
        double[] own = new double[energy.parameters().size()];
        for (int member = 0; member < MEMBERS; member++) {
            for (int row = 0; row < own.length; row++) {
                own[row] = parameters[row * MEMBERS + member];
            }
            energy.gradient(one, 0, own, 0, 1, alone, 0, new double[energy.energyScratch(1)], 0);
            for (int row = 0; row < size; row++) {
                assertThat(gradient[row * MEMBERS + member]).isCloseTo(alone[row], within(1e-14));
            }
        }
    }

    @Test
    void aStateTwiceAsLargeInTwiceTheScaleHasFourTimesTheEnergy() {
        Features features = Features.whole(2);
        double[] weights = Untrained.normal(EnergyNetwork.count(2, 5), 0.5, 11);
        double[] stiffness = {0.2, 0.3};
        EnergyNetwork small = new EnergyNetwork(features, new int[] {5}, weights, stiffness, 1, Correction.NONE);
        EnergyNetwork large = new EnergyNetwork(features, new int[] {5}, weights, stiffness, 2, Correction.NONE);
        double[] energy = new double[2];
        double[] scratch = new double[small.energyScratch(1)];
        small.energy(new double[] {0.4, -0.6}, 0, 2, new double[0], 0, 1, energy, 0, scratch, 0);
        large.energy(new double[] {0.8, -1.2}, 0, 2, new double[0], 0, 1, energy, 1, scratch, 0);
        assertThat(energy[1]).isCloseTo(4 * energy[0], within(1e-14));
    }

    @Test
    void refusesWeightsOfAnotherNumber() {
        assertThatThrownBy(() -> new EnergyNetwork(
                        Features.whole(2), new int[] {5}, new double[3], new double[2], 1, Correction.NONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("weights");
    }
}
