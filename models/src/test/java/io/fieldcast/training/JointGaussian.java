package io.fieldcast.training;

/**
 * The oracle for a Kalman filter: all observations of all steps as one normal vector about zero, its covariance written down entry
 * by entry and factored by the schoolbook's Cholesky. Knows no recursion over observations, no gain and no analysis.
 */
final class JointGaussian {
    private final ObservationSeries observations;
    private final int count;
    private final double[][] factor;
    private final double[] white;

    private JointGaussian(ObservationSeries observations, double[][] covariance) {
        this.observations = observations;
        this.count = covariance.length;
        this.factor = factor(covariance);
        this.white = new double[count];
        for (int i = 0; i < count; i++) {
            double rest = observations.value(i);
            for (int j = 0; j < i; j++) {
                rest -= factor[i][j] * white[j];
            }
            white[i] = rest / factor[i][i];
        }
    }

    /** Of the model x(t+1) = M x(t) + noise, y = H x + error, with x in the first step normal with variance {@code initial}. */
    static JointGaussian of(
            IdeSimulation simulation, double[] parameters, double process, double error, double initial) {
        ObservationSeries observations = simulation.observations();
        int size = observations.stateSize();
        double[] flat = new double[size * size];
        simulation.dynamics().operator(parameters, flat);
        double[][] model = new double[size][size];
        double[][] variance = new double[size][size];
        for (int i = 0; i < size; i++) {
            System.arraycopy(flat, i * size, model[i], 0, size);
            variance[i][i] = initial;
        }
        double[][] covariance = new double[observations.size()][observations.size()];
        for (int early = 0; early < observations.steps(); early++) {
            double[][] lagged = variance;
            for (int late = early; late < observations.steps(); late++) {
                // Cov(x(late), x(early)) = M^(late − early) Var(x(early))
                fill(covariance, observations, late, early, lagged);
                lagged = times(model, lagged);
            }
            variance = times(times(model, variance), transposed(model));
            for (int i = 0; i < size; i++) {
                variance[i][i] += process;
            }
        }
        for (int i = 0; i < covariance.length; i++) {
            covariance[i][i] += error;
        }
        return new JointGaussian(observations, covariance);
    }

    private static void fill(
            double[][] covariance, ObservationSeries observations, int late, int early, double[][] states) {
        double[] row = new double[states.length];
        double[] column = new double[states.length];
        for (int i = observations.first(late); i < observations.first(late + 1); i++) {
            observations.weights(i, row);
            double[] product = times(new double[][] {row}, states)[0];
            for (int j = observations.first(early); j < observations.first(early + 1); j++) {
                observations.weights(j, column);
                double sum = 0;
                for (int k = 0; k < column.length; k++) {
                    sum += product[k] * column[k];
                }
                covariance[i][j] = sum;
                covariance[j][i] = sum;
            }
        }
    }

    double logDensity() {
        double sum = -0.5 * count * Math.log(2 * Math.PI);
        for (int i = 0; i < count; i++) {
            sum -= Math.log(factor[i][i]) + 0.5 * white[i] * white[i];
        }
        return sum;
    }

    /** Mean of an observation given those of all earlier steps. */
    double forecast(int observation) {
        int step = 0;
        while (observations.first(step + 1) <= observation) {
            step++;
        }
        double mean = 0;
        for (int j = 0; j < observations.first(step); j++) {
            mean += factor[observation][j] * white[j];
        }
        return mean;
    }

    private static double[][] factor(double[][] matrix) {
        double[][] lower = new double[matrix.length][matrix.length];
        for (int i = 0; i < matrix.length; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = matrix[i][j];
                for (int k = 0; k < j; k++) {
                    sum -= lower[i][k] * lower[j][k];
                }
                lower[i][j] = i == j ? Math.sqrt(sum) : sum / lower[j][j];
            }
        }
        return lower;
    }

    private static double[][] times(double[][] left, double[][] right) {
        double[][] product = new double[left.length][right[0].length];
        for (int i = 0; i < left.length; i++) {
            for (int k = 0; k < right.length; k++) {
                for (int j = 0; j < right[0].length; j++) {
                    product[i][j] += left[i][k] * right[k][j];
                }
            }
        }
        return product;
    }

    private static double[][] transposed(double[][] matrix) {
        double[][] other = new double[matrix[0].length][matrix.length];
        for (int i = 0; i < matrix.length; i++) {
            for (int j = 0; j < matrix[0].length; j++) {
                other[j][i] = matrix[i][j];
            }
        }
        return other;
    }
}
