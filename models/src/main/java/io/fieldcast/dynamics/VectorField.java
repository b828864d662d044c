package io.fieldcast.dynamics;

import java.util.List;

/** The right-hand side of {@code dx/dt = f(x)}, for a block of members at once. Immutable. */
public interface VectorField {
    /** Length of x. */
    int size();

    /** The learnable numbers, in the order of their rows; empty where nothing is learned. */
    default List<Parameter> parameters() {
        return List.of();
    }

    /** Doubles of working memory that {@link #derivative} wants for so many members. */
    default int scratchSize(int members) {
        return 0;
    }

    /**
     * Writes the time derivative of every member. All blocks have the members of a row side by side.
     *
     * @param state {@link #size} rows from {@code atState} on, left as they were
     * @param parameters one row for each of {@link #parameters} from {@code atParameters} on, in the model's own form
     * @param derivative receives {@link #size} rows from {@code atDerivative} on, which must not overlap the other two
     * @param scratch {@link #scratchSize} doubles from {@code atScratch} on, content undefined, apart from the other three
     */
    void derivative(
            double[] state,
            int atState,
            double[] parameters,
            int atParameters,
            int members,
            double[] derivative,
            int atDerivative,
            double[] scratch,
            int atScratch);
}
