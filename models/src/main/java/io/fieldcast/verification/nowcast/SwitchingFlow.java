package io.fieldcast.verification.nowcast;

import io.fieldcast.dynamics.Covariance;
import io.fieldcast.dynamics.ProcessNoise;
import io.fieldcast.geometry.Grid;
import io.fieldcast.numerics.RandomStreams;
import io.fieldcast.numerics.RandomStreams.Purpose;

/**
 * A truth for twins: a correlated random field on a grid of unit spacing that rotates about a wandering centre while it drifts, and at
 * one moment turns round; it diffuses a little, and each step adds Matérn-3/2 noise. Moved by a Gaussian kernel around the place that a
 * cell's air came from, summed cell by cell. Confined to one thread.
 */
public final class SwitchingFlow {
    private static final int REACH = 6;

    private final Grid grid;
    private final Flow flow;
    private final RandomStreams streams;
    private final ProcessNoise noise;
    private final double[] state;
    private final double[] before;
    private final double[] white;
    private int step;

    /**
     * Numbers of the flow and of the field.
     *
     * @param drift cells a step
     * @param rotation radians a step
     * @param switchAt step from which on both go the other way
     * @param diffusion cells squared a step
     * @param noise standard deviation that a step adds
     * @param noiseLength its Matérn length, cells
     * @param startLength Matérn length of the first frame, cells, of standard deviation 1
     */
    public record Flow(
            double drift,
            double rotation,
            int switchAt,
            double diffusion,
            double noise,
            double noiseLength,
            double startLength) {
        /** A flow within the reach of four cells a step on 64 × 64 cells. */
        public static Flow standard(int switchAt) {
            return new Flow(1.4, 0.06, switchAt, 0.3, 0.12, 4, 6);
        }

        /** Velocity along x, cells a step, at a place given from the grid's centre. */
        double alongX(double x, double y, int step, double size) {
            double sign = step < switchAt ? 1 : -1;
            return sign * (drift * Math.cos(0.05 * step) - rotation * (y - centreY(step, size)));
        }

        /** Velocity along y. */
        double alongY(double x, double y, int step, double size) {
            double sign = step < switchAt ? 1 : -1;
            return sign * (drift * Math.sin(0.05 * step) + rotation * (x - centreX(step, size)));
        }

        private double centreX(int step, double size) {
            return 0.1 * size * Math.cos(0.1 * step);
        }

        private double centreY(int step, double size) {
            return 0.1 * size * Math.sin(0.1 * step);
        }
    }

    public SwitchingFlow(Grid grid, Flow flow, long seed) {
        this.grid = grid;
        this.flow = flow;
        this.streams = new RandomStreams(seed, "switching flow");
        this.noise = ProcessNoise.on(grid, new Covariance.Matern32(flow.noiseLength(), 1));
        this.state = new double[grid.size()];
        this.before = new double[grid.size()];
        this.white = new double[grid.size()];
        streams.stream(0, Purpose.INITIAL_STATE).fillGaussian(0, state, 0, state.length);
        ProcessNoise.on(grid, new Covariance.Matern32(flow.startLength(), 1)).colour(state, 0, 1);
    }

    /** The field now; not a copy. */
    public double[] state() {
        return state;
    }

    /** Moves the field one step. */
    public void advance() {
        step++;
        System.arraycopy(state, 0, before, 0, state.length);
        double size = Math.max(grid.columns(), grid.rows());
        for (int cell = 0; cell < state.length; cell++) {
            int x = cell % grid.columns();
            int y = cell / grid.columns();
            double fromCentreX = x - 0.5 * (grid.columns() - 1);
            double fromCentreY = y - 0.5 * (grid.rows() - 1);
            double sourceX = x - flow.alongX(fromCentreX, fromCentreY, step, size);
            double sourceY = y - flow.alongY(fromCentreX, fromCentreY, step, size);
            state[cell] = around(
                    Math.max(0, Math.min(grid.columns() - 1, sourceX)),
                    Math.max(0, Math.min(grid.rows() - 1, sourceY)));
        }
        streams.stream(step, Purpose.TRUTH).fillGaussian(0, white, 0, white.length);
        noise.colour(white, 0, 1);
        for (int cell = 0; cell < state.length; cell++) {
            state[cell] += flow.noise() * white[cell];
        }
    }

    private double around(double x, double y) {
        double sum = 0;
        double weights = 0;
        for (int row = (int) Math.max(0, Math.ceil(y - REACH)); row <= Math.min(grid.rows() - 1, y + REACH); row++) {
            for (int column = (int) Math.max(0, Math.ceil(x - REACH));
                    column <= Math.min(grid.columns() - 1, x + REACH);
                    column++) {
                double squared = (column - x) * (column - x) + (row - y) * (row - y);
                double weight = Math.exp(-squared / (4 * flow.diffusion()));
                sum += weight * before[row * grid.columns() + column];
                weights += weight;
            }
        }
        return sum / weights;
    }
}
