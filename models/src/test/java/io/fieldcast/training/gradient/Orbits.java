package io.fieldcast.training.gradient;

import io.fieldcast.numerics.RandomStreams;

/**
 * Trajectories of a mechanical system with a known energy, as samples of states and time derivatives. Rows are orbit by orbit, in time
 * order.
 */
public final class Orbits {
    private static final double STEP = 0.005;

    private final Mechanics system;
    private final int count;
    private final int points;
    private final double[] states;
    private final double[] derivatives;

    /** A mechanical system whose state is (q, p). */
    public enum Mechanics {
        /** {@code H = q² + p²}, radius uniform in 0.1..1, 30 points on [0, 3]. */
        SPRING(2, 3, 30) {
            @Override
            void start(RandomStreams.Stream random, double[] x) {
                onCircle(0.1 + 0.9 * random.uniform(0), random.uniform(1), x);
            }

            @Override
            void derivative(double[] x, double[] dx) {
                dx[0] = 2 * x[1];
                dx[1] = -2 * x[0];
            }

            @Override
            double energy(double[] x, int at) {
                return x[at] * x[at] + x[at + 1] * x[at + 1];
            }
        },
        /** {@code H = 3 (1 − cos q) + p²}, radius uniform in 1.3..2.3, 45 points on [0, 3]. */
        PENDULUM(2, 3, 45) {
            @Override
            void start(RandomStreams.Stream random, double[] x) {
                onCircle(1.3 + random.uniform(0), random.uniform(1), x);
            }

            @Override
            void derivative(double[] x, double[] dx) {
                dx[0] = 2 * x[1];
                dx[1] = -3 * Math.sin(x[0]);
            }

            @Override
            double energy(double[] x, int at) {
                return 3 * (1 - Math.cos(x[at])) + x[at + 1] * x[at + 1];
            }
        },
        /** Two unit masses that attract each other on near-circular orbits round their centre, 50 points on [0, 20]; q and p are x₁ y₁ x₂ y₂. */
        TWO_BODIES(8, 20, 50) {
            @Override
            void start(RandomStreams.Stream random, double[] x) {
                double radius = 0.5 + random.uniform(0);
                double angle = 2 * Math.PI * random.uniform(1);
                double speed = (1 + 0.05 * random.gaussian(2)) / (2 * Math.sqrt(radius));
                x[0] = radius * Math.cos(angle);
                x[1] = radius * Math.sin(angle);
                x[4] = -speed * Math.sin(angle);
                x[5] = speed * Math.cos(angle);
                for (int i = 0; i < 2; i++) {
                    x[2 + i] = -x[i];
                    x[6 + i] = -x[4 + i];
                }
            }

            @Override
            void derivative(double[] x, double[] dx) {
                double dX = x[2] - x[0];
                double dY = x[3] - x[1];
                double cubed = Math.pow(dX * dX + dY * dY, 1.5);
                System.arraycopy(x, 4, dx, 0, 4);
                dx[4] = dX / cubed;
                dx[5] = dY / cubed;
                dx[6] = -dX / cubed;
                dx[7] = -dY / cubed;
            }

            @Override
            double energy(double[] x, int at) {
                double kinetic = 0;
                for (int i = at + 4; i < at + 8; i++) {
                    kinetic += 0.5 * x[i] * x[i];
                }
                return kinetic - 1 / Math.hypot(x[at + 2] - x[at], x[at + 3] - x[at + 1]);
            }
        };

        private final int size;
        private final double span;
        private final int points;

        Mechanics(int size, double span, int points) {
            this.size = size;
            this.span = span;
            this.points = points;
        }

        /** Length of the state. */
        public int size() {
            return size;
        }

        abstract void start(RandomStreams.Stream random, double[] x);

        abstract void derivative(double[] x, double[] dx);

        abstract double energy(double[] x, int at);

        private static void onCircle(double radius, double turn, double[] x) {
            x[0] = radius * Math.cos(2 * Math.PI * turn);
            x[1] = radius * Math.sin(2 * Math.PI * turn);
        }
    }

    private Orbits(Mechanics system, int count, int points, double[] states, double[] derivatives) {
        this.system = system;
        this.count = count;
        this.points = points;
        this.states = states;
        this.derivatives = derivatives;
    }

    /** Orbits as the training sees them: over the system's span, the states blurred by normal noise, the derivatives exact. */
    public static Orbits training(Mechanics system, int count, double noise, long seed) {
        return of(system, count, system.span, system.points, noise, seed);
    }

    /** Exact orbits from starts of the same kind. */
    public static Orbits exact(Mechanics system, int count, double span, int points, long seed) {
        return of(system, count, span, points, 0, seed);
    }

    private static Orbits of(Mechanics system, int count, double span, int points, double noise, long seed) {
        RandomStreams streams = new RandomStreams(seed, system.name());
        int size = system.size;
        double[] states = new double[count * points * size];
        double[] derivatives = new double[states.length];
        double[] x = new double[size];
        double[] dx = new double[size];
        int at = 0;
        for (int orbit = 0; orbit < count; orbit++) {
            system.start(streams.stream(orbit, RandomStreams.Purpose.TRUTH), x);
            RandomStreams.Stream blur = streams.stream(orbit, RandomStreams.Purpose.MEASUREMENT);
            for (int point = 0; point < points; point++) {
                system.derivative(x, dx);
                for (int i = 0; i < size; i++, at++) {
                    states[at] = x[i] + noise * blur.gaussian((long) point * size + i);
                    derivatives[at] = dx[i];
                }
                advance(system, x, span / (points - 1));
            }
        }
        return new Orbits(system, count, points, states, derivatives);
    }

    private static void advance(Mechanics system, double[] x, double time) {
        int steps = (int) Math.ceil(time / STEP);
        double h = time / steps;
        double[][] slopes = new double[4][x.length];
        double[] point = new double[x.length];
        for (int step = 0; step < steps; step++) {
            system.derivative(x, slopes[0]);
            for (int stage = 1; stage < 4; stage++) {
                double share = stage == 3 ? h : h / 2;
                for (int i = 0; i < x.length; i++) {
                    point[i] = x[i] + share * slopes[stage - 1][i];
                }
                system.derivative(point, slopes[stage]);
            }
            for (int i = 0; i < x.length; i++) {
                x[i] += h / 6 * (slopes[0][i] + 2 * slopes[1][i] + 2 * slopes[2][i] + slopes[3][i]);
            }
        }
    }

    /** Orbits. */
    public int count() {
        return count;
    }

    /** Points of each orbit. */
    public int points() {
        return points;
    }

    /** Samples × size, not a copy. */
    public double[] states() {
        return states;
    }

    /** Samples × size, not a copy. */
    public double[] derivatives() {
        return derivatives;
    }

    /** The true energy of a state. */
    public double energy(double[] state, int at) {
        return system.energy(state, at);
    }

    /** Numbers of the samples of orbits {@code from} to {@code to}. */
    public int[] samples(int from, int to) {
        return java.util.stream.IntStream.range(from * points, to * points).toArray();
    }
}
