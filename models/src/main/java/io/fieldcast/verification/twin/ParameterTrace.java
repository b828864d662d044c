package io.fieldcast.verification.twin;

import io.fieldcast.dynamics.Propagator;
import io.fieldcast.numerics.Ensemble;
import io.fieldcast.observation.ObservationBatch;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;

/** The estimate of one parameter from window to window. Confined to one thread, for one run. */
final class ParameterTrace implements TwinExperiment.Listener {
    private final int row;
    private final int burnIn;
    private final double truth;
    private final List<Double> estimates = new ArrayList<>();
    private double sum;
    private double squares;
    private double variances;

    /**
     * @param row of the parameter among the parameters
     * @param burnIn first windows that do not count in means
     * @param truth true value after them, unconstrained
     */
    ParameterTrace(int row, int burnIn, double truth) {
        this.row = row;
        this.burnIn = burnIn;
        this.truth = truth;
    }

    @Override
    public void analysed(int cycle, double[] state, Ensemble ensemble, ObservationBatch observations) {
        int at = ensemble.block(Propagator.PARAMETERS).from() + row;
        double estimate = ensemble.mean(at);
        estimates.add(estimate);
        if (cycle > burnIn) {
            sum += estimate;
            squares += (estimate - truth) * (estimate - truth);
            variances += ensemble.variance(at);
        }
    }

    private int counted() {
        return estimates.size() - burnIn;
    }

    double mean() {
        return sum / counted();
    }

    /** Root mean square error. */
    double error() {
        return Math.sqrt(squares / counted());
    }

    /** Root mean variance over the members. */
    double spread() {
        return Math.sqrt(variances / counted());
    }

    /** Windows from {@code from} on until the estimate stays within {@code near} of the truth up to {@code to}. */
    int settled(int from, int to, IntToDoubleFunction truths, double near) {
        int settled = 0;
        for (int cycle = from; cycle <= to; cycle++) {
            if (Math.abs(estimates.get(cycle - 1) - truths.applyAsDouble(cycle)) >= near) {
                settled = cycle - from + 1;
            }
        }
        return settled;
    }

    /** Windows until the estimate first comes within {@code near} of the truth; all of them if it never does. */
    int reached(double near) {
        for (int cycle = 1; cycle <= estimates.size(); cycle++) {
            if (Math.abs(estimates.get(cycle - 1) - truth) < near) {
                return cycle;
            }
        }
        return estimates.size();
    }
}
