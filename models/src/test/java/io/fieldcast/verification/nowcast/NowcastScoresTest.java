package io.fieldcast.verification.nowcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.fieldcast.dynamics.BundledModel;
import io.fieldcast.dynamics.DeepIde;
import io.fieldcast.dynamics.DeepIdeDynamics;
import io.fieldcast.dynamics.Persistence;
import io.fieldcast.geometry.Grid;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The deep integro-difference equation with the bundled network in a small twin; the large one is a benchmark. */
class NowcastScoresTest {
    private static final FrameFilter.Settings SETTINGS = new FrameFilter.Settings(24, 6, 20, 4, 0.02, 6);
    private static final int FIRST = 5;

    private static FrameDynamics deep(Grid grid) {
        DeepIde.Corrections corrections = new DeepIde.Corrections(0.97, 0.2, 2);
        return FrameDynamics.fixed(new DeepIde(grid, BundledModel.named(DeepIdeDynamics.BUNDLED), corrections));
    }

    @Test
    void followAFlowThatTurnsRound() {
        SwitchingTwin twin = new SwitchingTwin(32, 16, 3);
        NowcastScores deep = NowcastScores.of(twin, deep(twin.grid()), SETTINGS, FIRST, 3);
        NowcastScores still = NowcastScores.of(
                twin, FrameDynamics.fixed(new Persistence(twin.grid().size())), SETTINGS, FIRST, 3);
        assertThat(deep.oneStep()).isLessThan(0.8 * still.oneStep());
        assertThat(deep.twoSteps()).isLessThan(still.twoSteps()).isGreaterThan(deep.oneStep());
        assertThat(deep.coverage()).isBetween(0.8, 0.97);
    }

    @Test
    void doNotChangeWhenFutureFramesAreUnknown() {
        SwitchingTwin twin = new SwitchingTwin(16, 11, 5);
        Grid grid = twin.grid();
        double[] values = new double[11 * grid.size()];
        for (int frame = 0; frame < 11; frame++) {
            System.arraycopy(twin.truth(frame), 0, values, frame * grid.size(), grid.size());
        }
        double[] cut = values.clone();
        Arrays.fill(cut, 8 * grid.size(), cut.length, Double.NaN);
        NowcastScores whole = NowcastScores.of(new FixedFrames(grid, values, 3), deep(grid), SETTINGS, 3, 5);
        NowcastScores blind = NowcastScores.of(new FixedFrames(grid, cut, 3), deep(grid), SETTINGS, 3, 5);
        for (int i = 0; i < 8 - 3; i++) {
            assertThat(blind.oneStepErrors().get(i))
                    .isCloseTo(whole.oneStepErrors().get(i), within(1e-12));
        }
    }
}
