package io.fieldcast.dynamics;

import io.fieldcast.numerics.Ensemble;
import java.util.List;
import java.util.Set;

/**
 * Carries an ensemble from one time to the next. Immutable: the evolving state, the parameters and the working memory are
 * arguments, so one propagator serves any number of threads.
 */
public interface Propagator {
    /** Name of the ensemble's block that is carried forward. */
    String STATE = "state";

    /** Name of the ensemble's block with the unconstrained {@link #parameters()}, one row each; absent where there are none. */
    String PARAMETERS = "parameters";

    /** Rows of the {@link #STATE} block. */
    int stateSize();

    /** The learnable numbers, in the order of their rows; empty where nothing is learned. */
    List<Parameter> parameters();

    /** What this propagator promises for every parameter value. */
    Set<Claim> claims();

    /** Doubles of working memory that {@link #advance} wants for so many members. */
    int scratchSize(int members);

    /**
     * Carries every member one step forward, each with its own parameters.
     *
     * @param ensemble its {@link #STATE} rows receive the later state; its {@link #PARAMETERS} rows are left as they were
     * @param step length of the step, in units of the field's cycle step; above 0
     * @param scratch at least {@link #scratchSize} long, content undefined
     */
    void advance(Ensemble ensemble, double step, double[] scratch);

    /** What the rows of the state are: equally long layers, the observed field first; only that one unless told otherwise. */
    default List<Layer> layers() {
        return List.of(Layer.FIELD);
    }

    /**
     * Whether members are moved by something that all of them have in common, such as a flow that is read off their mean, instead of
     * each by itself. Even then their order does not matter but for rounding, and a member that is not finite is as if it were not there.
     */
    default boolean coupled() {
        return false;
    }

    /** What the ledger books and what claims about energy mean. */
    default Energy energy() {
        return Energy.HALF_SQUARES;
    }
}
