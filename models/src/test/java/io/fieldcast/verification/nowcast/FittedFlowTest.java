package io.fieldcast.verification.nowcast;

import static org.assertj.core.api.Assertions.assertThat;

import io.fieldcast.dynamics.Composition;
import io.fieldcast.dynamics.DeepIde;
import io.fieldcast.dynamics.FlowNetwork;
import io.fieldcast.dynamics.Oscillator;
import io.fieldcast.dynamics.Persistence;
import io.fieldcast.dynamics.TrainedModel;
import io.fieldcast.geometry.Grid;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FittedFlowTest {
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
        return FrameDynamics.fixed(new Persistence(GRID.size()));
    }

    @Test
    void findsADriftThatTheNetworkMisses() {
        assertThat(error(FrameDynamics.fixed(blind().fitted()))).isLessThan(error(uncorrected()) / 2);
    }

    @Test
    void findsItFromTheFirstChangeOn() {
        assertThat(errorOfTheThirdFrame(FrameDynamics.fixed(blind().fitted())))
                .isLessThan(0.7 * errorOfTheThirdFrame(uncorrected()));
    }

    @Test
    void carriesAFieldThatAnOscillatorTurns() {
        DeepIde transport = blind().fitted();
        Oscillator oscillator = new Oscillator(GRID.size(), 0.1, 0.5);
        assertThat(error(frames -> new Composition(oscillator, transport.readOff(latest(frames)))))
                .isLessThan(error(uncorrected()) / 2);
    }

    private static double[] latest(List<AnalysedFrame> frames) {
        double[] latest = new double[3 * GRID.size()];
        for (int at = 0; at < latest.length && !frames.isEmpty(); at++) {
            int back = Math.floorDiv(at, GRID.size());
            latest[at] = frames.get(Math.max(0, frames.size() - 1 - back)).mean(at % GRID.size());
        }
        return latest;
    }
}
