package io.fieldcast.dynamics;

import io.fieldcast.numerics.DenseKernels;
import java.util.Set;

/** The classical fourth-order Runge–Kutta method along a {@link VectorField}. Makes no claim about energy. Immutable. */
public final class RungeKutta4 extends FieldSteps {
    private final VectorField field;

    /**
     * @param unit the field's time in one unit of the propagator's step, above 0
     * @param steps integration steps in one unit of the propagator's step, at least 1
     */
    public RungeKutta4(VectorField field, double unit, int steps) {
        super(field, unit, steps);
        this.field = field;
    }

    @Override
    public Set<Claim> claims() {
        return Set.of();
    }

    @Override
    protected int stepScratch(int members) {
        return 3 * field.size() * members + field.scratchSize(members);
    }

    /** Scratch holds the point of evaluation, its slope, and the weighted sum of slopes, then the field's own. */
    @Override
    protected void step(double[] state, int from, int members, double h, double[] scratch, int atParameters, int at) {
        int length = field.size() * members;
        int slope = at + length;
        int sum = slope + length;
        int free = sum + length;
        field.derivative(state, from, scratch, atParameters, members, scratch, sum, scratch, free);
        move(state, from, h / 2, scratch, sum, at, length);
        field.derivative(scratch, at, scratch, atParameters, members, scratch, slope, scratch, free);
        DenseKernels.addScaled(2, scratch, slope, scratch, sum, length);
        move(state, from, h / 2, scratch, slope, at, length);
        field.derivative(scratch, at, scratch, atParameters, members, scratch, slope, scratch, free);
        DenseKernels.addScaled(2, scratch, slope, scratch, sum, length);
        move(state, from, h, scratch, slope, at, length);
        field.derivative(scratch, at, scratch, atParameters, members, scratch, slope, scratch, free);
        DenseKernels.addScaled(1, scratch, slope, scratch, sum, length);
        DenseKernels.addScaled(h / 6, scratch, sum, state, from, length);
    }

    private static void move(double[] state, int from, double h, double[] scratch, int slope, int to, int length) {
        for (int i = 0; i < length; i++) {
            scratch[to + i] = state[from + i] + h * scratch[slope + i];
        }
    }
}
