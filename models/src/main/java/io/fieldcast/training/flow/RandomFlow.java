package io.fieldcast.training.flow;

import io.fieldcast.geometry.Grid;

/** A smooth flow drawn at random, in cells a step, that turns at a constant rate. Immutable. */
final class RandomFlow {
    private static final int WAVES = 2;

    private final double[] mean = new double[2];
    private final double[] centre = new double[2];
    private final double rotation;
    private final double strain;
    private final double[] waves = new double[4 * WAVES];
    private final double turning;
    private final double scale;

    RandomFlow(Grid grid, Draws draws, double fastest) {
        double speed = draws.uniform(0, 3.5);
        double direction = draws.uniform(0, 2 * Math.PI);
        mean[0] = speed * Math.cos(direction);
        mean[1] = speed * Math.sin(direction);
        centre[0] = draws.uniform(0, grid.columns());
        centre[1] = draws.uniform(0, grid.rows());
        rotation = draws.chance(0.5) ? 0.06 * draws.gaussian() : 0;
        strain = draws.chance(0.3) ? 0.02 * draws.gaussian() : 0;
        boolean wavy = draws.chance(0.6);
        for (int wave = 0; wave < WAVES; wave++) {
            double number = 2 * Math.PI / draws.uniform(24, 90);
            double angle = draws.uniform(0, 2 * Math.PI);
            waves[4 * wave] = number * Math.cos(angle);
            waves[4 * wave + 1] = number * Math.sin(angle);
            waves[4 * wave + 2] = draws.uniform(0, 2 * Math.PI);
            waves[4 * wave + 3] = wavy ? draws.uniform(0, 1.5) / number : 0;
        }
        turning = draws.chance(0.5) ? 0.12 * draws.gaussian() : 0;
        scale = Math.min(1, fastest / fastest(grid));
    }

    private double fastest(Grid grid) {
        double fastest = 1e-9;
        double[] velocity = new double[2];
        for (int y = 0; y < grid.rows(); y += 4) {
            for (int x = 0; x < grid.columns(); x += 4) {
                velocity(x, y, 1, velocity);
                fastest = Math.max(fastest, Math.hypot(velocity[0], velocity[1]));
            }
        }
        return fastest;
    }

    /** Moves a place to where its air was one step before time {@code time}, by the midpoint rule. */
    void traceBack(double[] place, int time) {
        double[] velocity = new double[2];
        velocity(place[0], place[1], scale, velocity);
        turn(velocity, turning * time);
        double x = place[0] - velocity[0] / 2;
        double y = place[1] - velocity[1] / 2;
        velocity(x, y, scale, velocity);
        turn(velocity, turning * (time - 0.5));
        place[0] -= velocity[0];
        place[1] -= velocity[1];
    }

    private static void turn(double[] velocity, double angle) {
        double u = velocity[0];
        velocity[0] = u * Math.cos(angle) - velocity[1] * Math.sin(angle);
        velocity[1] = u * Math.sin(angle) + velocity[1] * Math.cos(angle);
    }

    private void velocity(double x, double y, double factor, double[] velocity) {
        double dx = x - centre[0];
        double dy = y - centre[1];
        double u = mean[0] - rotation * dy + strain * dx;
        double v = mean[1] + rotation * dx - strain * dy;
        for (int at = 0; at < waves.length; at += 4) {
            double slope = -waves[at + 3] * Math.sin(waves[at] * x + waves[at + 1] * y + waves[at + 2]);
            u -= waves[at + 1] * slope;
            v += waves[at] * slope;
        }
        velocity[0] = factor * u;
        velocity[1] = factor * v;
    }
}
