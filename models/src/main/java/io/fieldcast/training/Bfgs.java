package io.fieldcast.training;

import io.fieldcast.domain.Check;
import java.util.Arrays;
import java.util.function.ToDoubleFunction;

/**
 * Minimises a smooth function of a few numbers by the quasi-Newton method of Broyden, Fletcher, Goldfarb and Shanno, with
 * gradients from central differences and a backtracking line search. A value that is not finite counts as a wall. Immutable.
 *
 * @param differenceStep step of the central differences, above 0, for variables of order one
 * @param tolerance stops after two iterations in a row that gain less than this fraction of the value, above 0
 * @param mostIterations stops after so many iterations, at least 1
 * @see <a href="https://doi.org/10.1007/978-0-387-40065-5">Nocedal and Wright (2006), chapter 6</a>
 */
public record Bfgs(double differenceStep, double tolerance, int mostIterations) {
    /** The fraction of the promised decrease that a step must bring (Armijo's condition). */
    private static final double SUFFICIENT = 1e-4;

    private static final int MOST_HALVINGS = 40;

    public Bfgs {
        Check.that(differenceStep > 0, "differenceStep must be above 0, got %s", differenceStep);
        Check.that(tolerance > 0, "tolerance must be above 0, got %s", tolerance);
        Check.that(mostIterations >= 1, "mostIterations must be at least 1, got %d", mostIterations);
    }

    /** Told after every iteration. */
    public interface Progress {
        /** Nobody listens. */
        Progress NONE = (iteration, evaluations, value) -> {};

        /**
         * @param iteration from 1
         * @param evaluations of the function so far
         * @param value least value so far
         */
        void report(int iteration, int evaluations, double value);
    }

    /**
     * How a minimisation ended.
     *
     * @param value least value found
     * @param iterations iterations used
     * @param evaluations evaluations of the function
     * @param converged whether it stopped because nothing more was to be gained
     */
    public record Outcome(double value, int iterations, int evaluations, boolean converged) {}

    /**
     * Minimises {@code function}.
     *
     * @param x holds the start, where the function must be finite; receives the minimum
     */
    public Outcome minimise(ToDoubleFunction<double[]> function, double[] x, Progress progress) {
        return new Search(function, x, progress).run();
    }

    private final class Search {
        private final ToDoubleFunction<double[]> function;
        private final Progress progress;
        private final int size;
        private final double[] x;
        private final double[] direction;
        private final double[] trial;
        private final double[] change;
        private final double[] inverse;
        private double[] gradient;
        private double[] nextGradient;
        private double value;
        private int evaluations;

        Search(ToDoubleFunction<double[]> function, double[] x, Progress progress) {
            this.function = function;
            this.progress = progress;
            this.size = x.length;
            this.x = x;
            this.direction = new double[size];
            this.trial = new double[size];
            this.change = new double[size];
            this.inverse = new double[size * size];
            this.gradient = new double[size];
            this.nextGradient = new double[size];
        }

        Outcome run() {
            value = evaluate(x);
            Check.that(value < Double.POSITIVE_INFINITY, "the function must be finite at the start");
            gradientAt(x, gradient);
            // an unknown scale: no variable moves by more than half a unit at first
            startFrom(0.5 / Math.max(1, Math.sqrt(dot(gradient, gradient))));
            int idle = 0;
            for (int iteration = 1; iteration <= mostIterations; iteration++) {
                double before = value;
                boolean moved = step();
                progress.report(iteration, evaluations, value);
                idle = moved && before - value > tolerance * Math.abs(value) ? 0 : idle + 1;
                if (idle == 2) {
                    return new Outcome(value, iteration, evaluations, true);
                }
                if (moved) {
                    gradientAt(x, nextGradient);
                    learn(iteration == 1);
                } else {
                    startFrom(0.01 / Math.max(1, Math.sqrt(dot(gradient, gradient))));
                }
            }
            return new Outcome(value, mostIterations, evaluations, false);
        }

        private void startFrom(double scale) {
            Arrays.fill(inverse, 0);
            for (int i = 0; i < size; i++) {
                inverse[i * size + i] = scale;
            }
        }

        /** Moves x along the quasi-Newton direction until the value falls; false if it does not. */
        private boolean step() {
            double slope = 0;
            for (int i = 0; i < size; i++) {
                direction[i] = -dot(inverse, i * size, gradient);
                slope += direction[i] * gradient[i];
            }
            double length = 1;
            for (int halving = 0; halving < MOST_HALVINGS && slope < 0; halving++) {
                for (int i = 0; i < size; i++) {
                    trial[i] = x[i] + length * direction[i];
                }
                double there = evaluate(trial);
                if (there <= value + SUFFICIENT * length * slope) {
                    for (int i = 0; i < size; i++) {
                        change[i] = trial[i] - x[i];
                    }
                    System.arraycopy(trial, 0, x, 0, size);
                    value = there;
                    return true;
                }
                double parabola = -slope * length / (2 * (there - value - slope * length));
                length *= Math.max(0.1, Math.min(0.5, Double.isFinite(there) ? parabola : 0.25));
            }
            return false;
        }

        /** Updates the inverse Hessian with the last step, where the curvature along it is positive. */
        private void learn(boolean first) {
            double[] yield = trial;
            for (int i = 0; i < size; i++) {
                yield[i] = nextGradient[i] - gradient[i];
            }
            double[] last = gradient;
            gradient = nextGradient;
            nextGradient = last;
            double curvature = dot(change, yield);
            if (curvature <= 1e-12 * Math.sqrt(dot(change, change) * dot(yield, yield))) {
                return;
            }
            if (first) {
                startFrom(curvature / dot(yield, yield));
            }
            double[] product = direction;
            for (int i = 0; i < size; i++) {
                product[i] = dot(inverse, i * size, yield);
            }
            double weight = (1 + dot(yield, product) / curvature) / curvature;
            for (int i = 0; i < size; i++) {
                for (int j = 0; j < size; j++) {
                    inverse[i * size + j] += weight * change[i] * change[j]
                            - (product[i] * change[j] + change[i] * product[j]) / curvature;
                }
            }
        }

        private void gradientAt(double[] place, double[] target) {
            System.arraycopy(place, 0, trial, 0, size);
            for (int i = 0; i < size; i++) {
                trial[i] = place[i] + differenceStep;
                double above = evaluate(trial);
                trial[i] = place[i] - differenceStep;
                double below = evaluate(trial);
                trial[i] = place[i];
                target[i] = (above - below) / (2 * differenceStep);
            }
        }

        private double evaluate(double[] place) {
            evaluations++;
            double result = function.applyAsDouble(place);
            return Double.isFinite(result) ? result : Double.POSITIVE_INFINITY;
        }

        private double dot(double[] one, double[] other) {
            return dot(one, 0, other);
        }

        private double dot(double[] one, int at, double[] other) {
            double sum = 0;
            for (int i = 0; i < size; i++) {
                sum += one[at + i] * other[i];
            }
            return sum;
        }
    }
}
