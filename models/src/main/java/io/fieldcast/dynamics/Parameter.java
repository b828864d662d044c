package io.fieldcast.dynamics;

import io.fieldcast.domain.Check;

/**
 * One learnable number of a model as a row of the ensemble's parameter block, in unconstrained form.
 *
 * @param name dotted name in the field's terms, such as {@code offset.x}
 * @param mean prior mean, unconstrained
 * @param sd prior standard deviation, unconstrained; above 0
 * @param spreadFloor the filter keeps the ensemble's standard deviation at or above this, so that learning never stops
 *     (Aksoy, Zhang and Nielsen-Gammon 2006)
 * @param transform from the unconstrained number to the one that the model uses
 */
public record Parameter(String name, double mean, double sd, double spreadFloor, ParameterTransform transform) {
    public Parameter {
        Check.that(sd > 0, "prior sd of parameter %s must be above 0, got %s", name, sd);
        Check.that(
                spreadFloor >= 0 && spreadFloor <= sd,
                "spread floor of parameter %s must lie in 0..%s, got %s",
                name,
                sd,
                spreadFloor);
    }

    /** Whether every member has bit for bit the same parameters, {@code rows} rows from {@code at} on. */
    static boolean shared(double[] values, int at, int rows, int members) {
        for (int row = 0; row < rows; row++) {
            int first = at + row * members;
            for (int m = 1; m < members; m++) {
                if (values[first + m] != values[first]) {
                    return false;
                }
            }
        }
        return true;
    }
}
