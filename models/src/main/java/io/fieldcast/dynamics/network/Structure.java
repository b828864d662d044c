package io.fieldcast.dynamics.network;

import io.fieldcast.dynamics.Parameter;
import java.util.List;

/** What turns an energy's gradient into motion: {@code v → (J(x) − R(x)) v} with J skew and R symmetric and non-negative. Immutable. */
public interface Structure {
    /** What the filter may correct. */
    List<Parameter> parameters();

    /** Doubles of working memory that {@link #apply} wants. */
    int scratchSize(int members);

    /**
     * Writes {@code (J(x) − R(x)) v} of every member.
     *
     * @param state x, {@code size} rows from {@code atState} on, left as they were
     * @param force v, as many rows, left as they were
     * @param moved receives as many rows, apart from the others
     */
    void apply(
            double[] state,
            int atState,
            int size,
            double[] parameters,
            int atParameters,
            int members,
            double[] force,
            int atForce,
            double[] moved,
            int atMoved,
            double[] scratch,
            int atScratch);
}
