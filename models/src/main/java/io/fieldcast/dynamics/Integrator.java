package io.fieldcast.dynamics;

/** A way of turning a vector field into steps, such as {@code RungeKutta4::new}. */
@FunctionalInterface
public interface Integrator {
    /**
     * A propagator along the field.
     *
     * @param unit the field's time in one unit of the propagator's step
     * @param steps integration steps in one unit of the propagator's step, at least 1
     */
    Propagator over(VectorField field, double unit, int steps);
}
