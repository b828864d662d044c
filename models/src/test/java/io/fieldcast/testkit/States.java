package io.fieldcast.testkit;

import io.fieldcast.dynamics.Propagator;
import io.fieldcast.numerics.Ensemble;
import io.fieldcast.numerics.Ensemble.Block;

/** Views of single members that contracts measure. */
public final class States {
    private States() {}

    /** A copy of the state of member {@code member}. */
    public static double[] of(Ensemble ensemble, int member) {
        Block block = ensemble.block(Propagator.STATE);
        double[] state = new double[block.rows()];
        for (int i = 0; i < state.length; i++) {
            state[i] = ensemble.values()[(block.from() + i) * ensemble.members() + member];
        }
        return state;
    }

    /** Writes {@code state} into member {@code member}. */
    public static void set(Ensemble ensemble, int member, double[] state) {
        Block block = ensemble.block(Propagator.STATE);
        for (int i = 0; i < state.length; i++) {
            ensemble.values()[(block.from() + i) * ensemble.members() + member] = state[i];
        }
    }

    /** Gives every member the parameters of the first. */
    public static void shareParameters(Ensemble ensemble) {
        int members = ensemble.members();
        for (Block block : ensemble.blocks()) {
            if (block.name().equals(Propagator.PARAMETERS)) {
                for (int at = block.from() * members; at < block.to() * members; at++) {
                    ensemble.values()[at] = ensemble.values()[at - at % members];
                }
            }
        }
    }

    public static double sum(double[] state) {
        double sum = 0;
        for (double value : state) {
            sum += value;
        }
        return sum;
    }

    public static double sumOfMagnitudes(double[] state) {
        double sum = 0;
        for (double value : state) {
            sum += Math.abs(value);
        }
        return sum;
    }

    public static double sumOfSquares(double[] state) {
        double sum = 0;
        for (double value : state) {
            sum += value * value;
        }
        return sum;
    }

    /** Euclidean distance. */
    public static double distance(double[] one, double[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += (one[i] - other[i]) * (one[i] - other[i]);
        }
        return Math.sqrt(sum);
    }
}
