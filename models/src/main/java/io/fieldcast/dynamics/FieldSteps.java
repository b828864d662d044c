package io.fieldcast.dynamics;

import io.fieldcast.domain.Check;
import io.fieldcast.numerics.Ensemble;
import java.util.List;

/**
 * What all integrators of a {@link VectorField} share: a step of the propagator is cut into equal integration steps, along which the
 * parameters stay as they are. Immutable.
 */
public abstract class FieldSteps implements Propagator {
    private final VectorField field;
    private final double unit;
    private final int steps;

    /**
     * @param unit the field's time in one unit of the propagator's step, above 0
     * @param steps integration steps in one unit of the propagator's step, at least 1
     */
    protected FieldSteps(VectorField field, double unit, int steps) {
        Check.that(unit > 0, "unit must be above 0, got %s", unit);
        Check.that(steps >= 1, "steps must be at least 1, got %d", steps);
        this.field = field;
        this.unit = unit;
        this.steps = steps;
    }

    /** Doubles of working memory that {@link #step} wants. */
    protected abstract int stepScratch(int members);

    /**
     * Carries all members {@code h} of the field's time forward.
     *
     * @param state rows of the state from {@code from} on, receives the later one
     * @param scratch holds the parameters in the model's own form from {@code atParameters} on, left as they were; {@link #stepScratch}
     *     doubles from {@code free} on are free for use
     */
    protected abstract void step(
            double[] state, int from, int members, double h, double[] scratch, int atParameters, int free);

    @Override
    public final int stateSize() {
        return field.size();
    }

    @Override
    public final List<Parameter> parameters() {
        return field.parameters();
    }

    /** The field's own, if it has one. */
    @Override
    public Energy energy() {
        return field instanceof Energy energy ? energy : Energy.HALF_SQUARES;
    }

    @Override
    public final int scratchSize(int members) {
        return parameters().size() * members + stepScratch(members);
    }

    @Override
    public final void advance(Ensemble ensemble, double step, double[] scratch) {
        Advance.check(this, ensemble, step, scratch);
        int members = ensemble.members();
        Advance.modelParameters(this, ensemble, scratch, 0);
        int from = ensemble.block(STATE).from() * members;
        // A fraction of a unit takes its share of the steps, rounded up; the subtraction forgives rounding in the step.
        int count = Math.max(1, (int) Math.ceil(steps * step - 1e-9));
        double h = unit * step / count;
        int free = parameters().size() * members;
        for (int i = 0; i < count; i++) {
            step(ensemble.values(), from, members, h, scratch, 0, free);
        }
    }
}
