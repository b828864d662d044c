package io.fieldcast.dynamics;

import io.fieldcast.geometry.Representation;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One number of a kernel as a field: the same everywhere on {@link io.fieldcast.geometry.Uniform}, or varying on a coarse basis
 * or from node to node. Interpolation is between unconstrained numbers. Immutable.
 *
 * @param prior of every coefficient; of several, each has its row number after the name
 * @param on where the coefficients sit and how they are interpolated
 */
public record KernelField(Parameter prior, Representation on) {
    /** One row for each coefficient. */
    List<Parameter> parameters() {
        if (on.size() == 1) {
            return List.of(prior);
        }
        return IntStream.range(0, on.size())
                .mapToObj(row -> new Parameter(
                        prior.name() + "." + row, prior.mean(), prior.sd(), prior.spreadFloor(), prior.transform()))
                .toList();
    }
}
