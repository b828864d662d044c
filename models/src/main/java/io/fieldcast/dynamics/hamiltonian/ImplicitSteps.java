package io.fieldcast.dynamics.hamiltonian;

import io.fieldcast.dynamics.FieldSteps;
import io.fieldcast.dynamics.VectorField;

/**
 * Steps {@code x' = x + h · g(x, x')} that ask for the later state themselves, solved by fixed-point iteration to rounding. Immutable.
 *
 * <p>Each member iterates by its own numbers and stops by its own change, so no member's bits depend on another's. A member that does not
 * settle, for which the step is too long for its field, becomes not-a-number: whoever carries the ensemble must notice.
 */
abstract class ImplicitSteps extends FieldSteps {
    private static final int MOST_ITERATIONS = 200;

    /** Change, relative to the state, from which on an iteration that twice did not shrink has reached rounding. */
    private static final double SETTLED = 1e-11;

    /** Change, relative to the state, that is rounding itself. */
    private static final double ROUNDING = 0x1p-53;

    private final VectorField field;

    ImplicitSteps(VectorField field, double unit, int steps) {
        super(field, unit, steps);
        this.field = field;
    }

    /** Doubles of working memory that {@link #slope} wants. */
    abstract int slopeScratch(int members);

    /** Called before the first {@link #slope} of a step. */
    abstract void begin(double[] state, int from, int members, double[] scratch, int atParameters, int free);

    /**
     * Writes g.
     *
     * @param state the state at the beginning, from {@code from} on
     * @param later rows of the present guess of the later state in scratch
     * @param slope rows of scratch that receive g
     * @param free {@link #slopeScratch} doubles of scratch
     */
    abstract void slope(
            double[] state, int from, int members, double[] scratch, int atParameters, int later, int slope, int free);

    @Override
    protected final int stepScratch(int members) {
        return 2 * field.size() * members + 4 * members + slopeScratch(members);
    }

    @Override
    protected final void step(
            double[] state, int from, int members, double h, double[] scratch, int atParameters, int at) {
        int length = field.size() * members;
        int later = at;
        int slope = later + length;
        int changes = slope + length;
        int sizes = changes + members;
        int active = sizes + members;
        int stalls = active + members;
        int free = stalls + members;
        System.arraycopy(state, from, scratch, later, length);
        for (int m = 0; m < members; m++) {
            scratch[active + m] = Double.POSITIVE_INFINITY;
            scratch[stalls + m] = 0;
        }
        begin(state, from, members, scratch, atParameters, free);
        for (int i = 0; i < MOST_ITERATIONS && anyActive(scratch, active, members); i++) {
            slope(state, from, members, scratch, atParameters, later, slope, free);
            iterate(state, from, length, members, h, scratch, later, slope, changes, sizes, active);
        }
        for (int i = 0; i < length; i += members) {
            for (int m = 0; m < members; m++) {
                state[from + i + m] = scratch[active + m] == 0 ? scratch[later + i + m] : Double.NaN;
            }
        }
    }

    /** Moves every unsettled member to its next guess; {@code active} holds its last change, 0 once it has settled, NaN once it is lost; its stalls follow. */
    private static void iterate(
            double[] state,
            int from,
            int length,
            int members,
            double h,
            double[] scratch,
            int later,
            int slope,
            int changes,
            int sizes,
            int active) {
        for (int m = 0; m < members; m++) {
            scratch[changes + m] = 0;
            scratch[sizes + m] = 0;
        }
        for (int i = 0; i < length; i += members) {
            for (int m = 0; m < members; m++) {
                double next = state[from + i + m] + h * scratch[slope + i + m];
                double change = next - scratch[later + i + m];
                if (scratch[active + m] > 0) {
                    scratch[later + i + m] = next;
                }
                scratch[changes + m] += change * change;
                scratch[sizes + m] += next * next;
            }
        }
        for (int m = 0; m < members; m++) {
            double last = scratch[active + m];
            if (!(last > 0)) {
                continue;
            }
            double change = Math.sqrt(scratch[changes + m]);
            double size = Math.sqrt(scratch[sizes + m]);
            if (size == Double.POSITIVE_INFINITY) {
                scratch[active + m] = Double.NaN;
                continue;
            }
            scratch[active + members + m] += change >= last && change <= SETTLED * size ? 1 : 0;
            boolean settled = change <= ROUNDING * size || scratch[active + members + m] >= 2;
            scratch[active + m] = settled ? 0 : change;
        }
    }

    private static boolean anyActive(double[] scratch, int active, int members) {
        for (int m = 0; m < members; m++) {
            if (scratch[active + m] > 0) {
                return true;
            }
        }
        return false;
    }
}
