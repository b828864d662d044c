package io.fieldcast.training.inversion;

import io.fieldcast.dynamics.Propagator;
import io.fieldcast.numerics.Ensemble;
import io.fieldcast.numerics.Ensemble.Block;
import io.fieldcast.training.TrainingData;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One-step forecasts along a history. After each step the observed layer is replaced by what was observed, and the others, such as
 * momenta, run on and so fall into step with it. Owns working memory, hence confined to one thread.
 *
 * @see <a href="https://doi.org/10.1175/1520-0469(1969)026%3C1119:TUOIHD%3E2.0.CO;2">Charney, Halem and Jastrow (1969)</a>
 */
final class InsertionRun {
    /** Steps at the start whose forecasts do not count: the other layers know nothing yet. */
    static final int SETTLING = 5;

    private final Propagator dynamics;
    private final TrainingData data;
    private final int rows;
    private final Ensemble run;
    private final double[] scratch;
    private final double[] frame;

    InsertionRun(Propagator dynamics, TrainingData data, int members) {
        this.dynamics = dynamics;
        this.data = data;
        this.rows = data.representation().size();
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block(Propagator.STATE, 0, dynamics.stateSize()));
        int parameters = dynamics.parameters().size();
        if (parameters > 0) {
            blocks.add(new Block(Propagator.PARAMETERS, dynamics.stateSize(), parameters));
        }
        this.run = Ensemble.of(members, blocks);
        this.scratch = new double[dynamics.scratchSize(members)];
        this.frame = new double[rows];
    }

    /** Hears of every forecast of a frame that is there. */
    interface Listener {
        /**
         * @param observed the frame's rows
         * @param forecast rows × members from index 0 on
         */
        void compare(int frame, double[] observed, double[] forecast);
    }

    /**
     * Runs from one frame to before another.
     *
     * @param parameters of each member, rows × members
     */
    void run(double[] parameters, int from, int to, Listener listener) {
        double[] values = run.values();
        int members = run.members();
        Arrays.fill(values, 0);
        System.arraycopy(parameters, 0, values, dynamics.stateSize() * members, parameters.length);
        int settling = dynamics.layers().size() > 1 ? SETTLING : 0;
        boolean known = insert(from);
        for (int at = from + 1; at < to; at++) {
            dynamics.advance(run, 1, scratch);
            data.frame(at, frame, 0);
            if (data.isWhole(at, 1)) {
                if (known && at > from + settling) {
                    listener.compare(at, frame, run.values());
                }
                known = insert(at);
            }
        }
    }

    private boolean insert(int at) {
        if (!data.isWhole(at, 1)) {
            return false;
        }
        data.frame(at, frame, 0);
        for (int row = 0; row < rows; row++) {
            Arrays.fill(run.values(), row * run.members(), (row + 1) * run.members(), frame[row]);
        }
        return true;
    }
}
