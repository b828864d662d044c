/**
 * Dynamics that have an energy: steps that respect it, and the field of waves on a grid.
 *
 * <p>What to know: explicit steps are splittings into drifts and kicks of a {@link io.fieldcast.dynamics.SeparableHamiltonian} and are
 * symplectic by construction; implicit ones serve any Hamiltonian, or any structure that only loses energy. A member whose implicit
 * step does not converge is set to not-a-number, which the forecaster counts and redraws: never a silent wrong state. The largest
 * frequency of a gridded field is bounded by the ranges of its parameters, so the number of its substeps is fixed when it is built and
 * no parameter that a filter may reach makes it unstable.
 */
@NullMarked
package io.fieldcast.dynamics.hamiltonian;

import org.jspecify.annotations.NullMarked;
