package io.fieldcast.dynamics;

import java.util.Arrays;

/** A number that a state has and that the dynamics account for: a Hamiltonian, a Lyapunov function, half the sum of squares. Immutable. */
@FunctionalInterface
public interface Energy {
    /** {@code ½ Σ x²}, what orthogonal dynamics keep. */
    Energy HALF_SQUARES =
            (state, atState, rows, parameters, atParameters, members, energy, atEnergy, scratch, atScratch) -> {
                Arrays.fill(energy, atEnergy, atEnergy + members, 0);
                for (int row = 0, at = atState; row < rows; row++, at += members) {
                    for (int m = 0; m < members; m++) {
                        energy[atEnergy + m] += 0.5 * state[at + m] * state[at + m];
                    }
                }
            };

    /** {@code ½ Σ x²} over the first rows alone, for states with layers behind the field. */
    static Energy ofFirst(int first) {
        return (state, atState, rows, parameters, atParameters, members, energy, atEnergy, scratch, atScratch) ->
                HALF_SQUARES.energy(
                        state,
                        atState,
                        Math.min(first, rows),
                        parameters,
                        atParameters,
                        members,
                        energy,
                        atEnergy,
                        scratch,
                        atScratch);
    }

    /** Doubles of working memory that {@link #energy} wants for so many members. */
    default int energyScratch(int members) {
        return 0;
    }

    /**
     * Writes every member's energy. All blocks have the members of a row side by side.
     *
     * @param state {@code rows} rows from {@code atState} on, left as they were
     * @param parameters the dynamics' parameters from {@code atParameters} on, in the model's own form
     * @param energy receives one number a member from {@code atEnergy} on
     * @param scratch {@link #energyScratch} doubles from {@code atScratch} on, content undefined, apart from the others
     */
    void energy(
            double[] state,
            int atState,
            int rows,
            double[] parameters,
            int atParameters,
            int members,
            double[] energy,
            int atEnergy,
            double[] scratch,
            int atScratch);
}
