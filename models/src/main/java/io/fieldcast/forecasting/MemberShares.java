package io.fieldcast.forecasting;

import io.fieldcast.dynamics.Propagator;
import io.fieldcast.numerics.Ensemble;
import io.fieldcast.numerics.Ensemble.Block;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Carries an ensemble forward on several threads, each with some of the members. Where each member moves by itself, who moves with it
 * makes no difference; {@linkplain Propagator#coupled() coupled} members stay together on one thread. Owns working memory, hence
 * confined to one thread; the others are of the common pool.
 */
final class MemberShares {
    private final Propagator propagator;
    private final double[] scratch;
    private final Share[] shares;

    /** @param threads at most so many, 1 or more */
    MemberShares(Propagator propagator, int members, int threads) {
        int count = propagator.coupled() ? 1 : Math.min(threads, members / 2);
        this.propagator = propagator;
        this.scratch = new double[count > 1 ? 0 : propagator.scratchSize(members)];
        this.shares = new Share[count > 1 ? count : 0];
        for (int i = 0; i < shares.length; i++) {
            int from = i * members / count;
            shares[i] = new Share(propagator, from, (i + 1) * members / count - from);
        }
    }

    /** One step of every member. */
    void advance(Ensemble ensemble) {
        if (shares.length == 0) {
            propagator.advance(ensemble, 1, scratch);
        } else {
            IntStream.range(0, shares.length).parallel().forEach(i -> shares[i].advance(ensemble));
        }
    }

    /** The members that one thread carries, in an ensemble of their own for the while. */
    private static final class Share {
        private final Propagator propagator;
        private final int first;
        private final Ensemble part;
        private final double[] scratch;

        Share(Propagator propagator, int first, int members) {
            int state = propagator.stateSize();
            int parameters = propagator.parameters().size();
            this.propagator = propagator;
            this.first = first;
            this.part = Ensemble.of(
                    members,
                    List.of(
                            new Block(Propagator.STATE, 0, state),
                            new Block(Propagator.PARAMETERS, state, parameters)));
            this.scratch = new double[propagator.scratchSize(members)];
        }

        void advance(Ensemble whole) {
            int all = whole.members();
            int some = part.members();
            double[] values = whole.values();
            for (Block block : part.blocks()) {
                int from = block.rows() == 0 ? 0 : whole.block(block.name()).from() * all + first;
                for (int row = 0; row < block.rows(); row++) {
                    System.arraycopy(values, from + row * all, part.values(), (block.from() + row) * some, some);
                }
            }
            propagator.advance(part, 1, scratch);
            int from = whole.block(Propagator.STATE).from() * all + first;
            for (int row = 0; row < propagator.stateSize(); row++) {
                System.arraycopy(part.values(), row * some, values, from + row * all, some);
            }
        }
    }
}
