package io.fieldcast.dynamics;

import io.fieldcast.domain.Check;
import io.fieldcast.numerics.DenseKernels;
import io.fieldcast.numerics.Ensemble;
import java.util.List;
import java.util.Set;

/** The classical fourth-order Runge–Kutta method along a {@link VectorField}. Makes no claim about energy. Immutable. */
public final class RungeKutta4 implements Propagator {
    private final VectorField field;
    private final double unit;
    private final int steps;

    /**
     * @param unit the field's time in one unit of the propagator's step, above 0
     * @param steps integration steps in one unit of the propagator's step, at least 1
     */
    public RungeKutta4(VectorField field, double unit, int steps) {
        Check.that(unit > 0, "unit must be above 0, got %s", unit);
        Check.that(steps >= 1, "steps must be at least 1, got %d", steps);
        this.field = field;
        this.unit = unit;
        this.steps = steps;
    }

    @Override
    public int stateSize() {
        return field.size();
    }

    @Override
    public List<Parameter> parameters() {
        return field.parameters();
    }

    @Override
    public Set<Claim> claims() {
        return Set.of();
    }

    @Override
    public int scratchSize(int members) {
        return (3 * field.size() + parameters().size()) * members + field.scratchSize(members);
    }

    @Override
    public void advance(Ensemble ensemble, double step, double[] scratch) {
        int members = ensemble.members();
        Check.that(step > 0, "step must be above 0, got %s", step);
        Check.that(
                ensemble.block(STATE).rows() == field.size(),
                "state has %d rows, expected %d",
                ensemble.block(STATE).rows(),
                field.size());
        Check.atLeast("scratch", scratch, scratchSize(members));
        int atParameters = 3 * field.size() * members;
        writeModelParameters(ensemble, scratch, atParameters);
        int from = ensemble.block(STATE).from() * members;
        // A fraction of a unit takes its share of the steps, rounded up; the subtraction forgives rounding in the step.
        int count = Math.max(1, (int) Math.ceil(steps * step - 1e-9));
        double h = unit * step / count;
        for (int i = 0; i < count; i++) {
            step(ensemble.values(), from, atParameters, members, h, scratch);
        }
    }

    private void writeModelParameters(Ensemble ensemble, double[] scratch, int at) {
        List<Parameter> parameters = parameters();
        if (parameters.isEmpty()) {
            return;
        }
        int members = ensemble.members();
        int from = ensemble.block(PARAMETERS).from() * members;
        for (int row = 0; row < parameters.size(); row++) {
            ParameterTransform transform = parameters.get(row).transform();
            for (int m = 0; m < members; m++) {
                int offset = row * members + m;
                scratch[at + offset] = transform.toModel(ensemble.values()[from + offset]);
            }
        }
    }

    /** Scratch holds the point of evaluation, its slope, and the weighted sum of slopes, then the parameters and the field's own. */
    private void step(double[] state, int from, int atParameters, int members, double h, double[] scratch) {
        int length = field.size() * members;
        int slope = length;
        int sum = 2 * length;
        int free = atParameters + field.parameters().size() * members;
        field.derivative(state, from, scratch, atParameters, members, scratch, sum, scratch, free);
        move(state, from, h / 2, scratch, sum, length);
        field.derivative(scratch, 0, scratch, atParameters, members, scratch, slope, scratch, free);
        DenseKernels.addScaled(2, scratch, slope, scratch, sum, length);
        move(state, from, h / 2, scratch, slope, length);
        field.derivative(scratch, 0, scratch, atParameters, members, scratch, slope, scratch, free);
        DenseKernels.addScaled(2, scratch, slope, scratch, sum, length);
        move(state, from, h, scratch, slope, length);
        field.derivative(scratch, 0, scratch, atParameters, members, scratch, slope, scratch, free);
        DenseKernels.addScaled(1, scratch, slope, scratch, sum, length);
        DenseKernels.addScaled(h / 6, scratch, sum, state, from, length);
    }

    private static void move(double[] state, int from, double h, double[] scratch, int slope, int length) {
        for (int i = 0; i < length; i++) {
            scratch[i] = state[from + i] + h * scratch[slope + i];
        }
    }
}
