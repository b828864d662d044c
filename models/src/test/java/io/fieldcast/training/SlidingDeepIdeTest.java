package io.fieldcast.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.fieldcast.dynamics.Composition;
import io.fieldcast.dynamics.DeepIde;
import io.fieldcast.dynamics.FlowNetwork;
import io.fieldcast.dynamics.Oscillator;
import io.fieldcast.dynamics.Parameter;
import io.fieldcast.dynamics.TrainedModel;
import io.fieldcast.geometry.Grid;
import io.fieldcast.verification.nowcast.FixedFrames;
import io.fieldcast.verification.nowcast.FrameDynamics;
import io.fieldcast.verification.nowcast.FrameFilter;
import io.fieldcast.verification.nowcast.NowcastScores;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SlidingDeepIdeTest {
    private static final Grid GRID = new Grid(24, 24, 0, 0, 1);
    private static final int COUNT = 10;
    private static final int FIRST = 5;
    private static final FrameFilter.Settings SETTINGS = new FrameFilter.Settings(16, 4, 12, 3, 0.05, 5);

    /** Waves that drift by one cell a step along x. */
    private static FixedFrames drifting(int count) {
        double[] values = new double[count * GRID.size()];
        for (int at = 0; at < values.length; at++) {
            int cell = at % GRID.size();
            double x = cell % GRID.columns() - Math.floorDiv(at, GRID.size());
            double y = Math.floorDiv(cell, GRID.columns());
            values[at] = Math.sin(0.45 * x + 0.2 * y) + Math.cos(0.35 * y - 0.25 * x) + Math.sin(0.6 * x - 0.3 * y);
        }
        return new FixedFrames(GRID, values, 2);
    }

    private static double error(FrameDynamics dynamics) {
        return NowcastScores.of(drifting(COUNT), dynamics, SETTINGS, FIRST, 1).oneStep();
    }

    private static double errorOfTheThirdFrame(FrameDynamics dynamics) {
        return NowcastScores.of(drifting(3), dynamics, SETTINGS, 2, 1).oneStep();
    }

    /** With a network that sees no motion. */
    private static DeepIde blind() {
        int[] channels = FlowNetwork.channels(1);
        Map<String, double[]> blocks = new HashMap<>();
        for (int layer = 0; layer < FlowNetwork.layers(); layer++) {
            int taps = FlowNetwork.side(layer) * FlowNetwork.side(layer);
            blocks.put(FlowNetwork.weightName(layer), new double[taps * channels[layer] * channels[layer + 1]]);
            blocks.put(FlowNetwork.biasName(layer), new double[channels[layer + 1]]);
        }
        Map<String, Double> numbers = Map.of(FlowNetwork.HIDDEN, 1.0, FlowNetwork.RANGE, 5.0);
        return new DeepIde(
                GRID, new TrainedModel(FlowNetwork.KIND, numbers, blocks), new DeepIde.Corrections(0.97, 0.5, 2));
    }

    private static FrameDynamics uncorrected() {
        DeepIde blind = blind();
        double[] priors =
                blind.parameters().stream().mapToDouble(Parameter::mean).toArray();
        return FrameDynamics.fixed(blind.readOff(new double[blind.stateSize()]).fixedAt(priors));
    }

    @Test
    void findsADriftThatTheNetworkMisses() {
        double uncorrected = error(uncorrected());
        assertThat(error(new SlidingDeepIde(GRID, blind(), 3))).isLessThan(uncorrected / 2);
    }

    @Test
    void findsItFromTheFirstChangeOn() {
        double uncorrected = errorOfTheThirdFrame(uncorrected());
        assertThat(errorOfTheThirdFrame(new SlidingDeepIde(GRID, blind(), 3))).isLessThan(0.7 * uncorrected);
    }

    @Test
    void carriesAFieldThatAnOscillatorTurns() {
        SlidingDeepIde transport = new SlidingDeepIde(GRID, blind(), 3);
        Oscillator oscillator = new Oscillator(GRID.size(), 0.1, 0.5);
        double uncorrected = error(uncorrected());
        assertThat(error(frames -> new Composition(oscillator, transport.next(frames))))
                .isLessThan(uncorrected / 2);
    }
}
