package io.fieldcast.training.inversion;

import io.fieldcast.domain.Check;
import io.fieldcast.dynamics.Parameter;
import io.fieldcast.dynamics.Propagator;
import io.fieldcast.numerics.Cholesky;
import io.fieldcast.numerics.Ensemble;
import io.fieldcast.numerics.Ensemble.Block;
import io.fieldcast.numerics.RandomStreams;
import io.fieldcast.numerics.RandomStreams.Purpose;
import java.util.List;

/** Members drawn from the parameters' priors. */
public final class PriorDraw {
    private PriorDraw() {}

    /** Independent draws, in one block {@link Propagator#PARAMETERS}. */
    public static Ensemble of(List<Parameter> parameters, int members, RandomStreams streams) {
        Check.that(!parameters.isEmpty(), "there are no parameters to draw");
        Ensemble ensemble = Ensemble.of(members, List.of(new Block(Propagator.PARAMETERS, 0, parameters.size())));
        double[] values = ensemble.values();
        streams.stream(0, Purpose.INITIAL_PARAMETERS).fillGaussian(0, values, 0, values.length);
        place(parameters, members, values);
        return ensemble;
    }

    /**
     * Draws whose mean and covariance over the members are exactly the prior's, which spares small ensembles their sampling error.
     *
     * @param members more than there are parameters
     */
    public static Ensemble exact(List<Parameter> parameters, int members, RandomStreams streams) {
        int rows = parameters.size();
        Check.that(members > rows, "exact moments of %d parameters need more members than that", rows);
        Ensemble ensemble = of(parameters, members, streams);
        double[] values = ensemble.values();
        streams.stream(0, Purpose.INITIAL_PARAMETERS).fillGaussian(0, values, 0, values.length);
        // The second pass takes off what rounding left of the first.
        whiten(values, rows, members);
        whiten(values, rows, members);
        place(parameters, members, values);
        return ensemble;
    }

    /** Takes the mean off and divides by the factor of the covariance. */
    private static void whiten(double[] values, int rows, int members) {
        for (int row = 0; row < rows; row++) {
            double sum = 0;
            for (int m = 0; m < members; m++) {
                sum += values[row * members + m];
            }
            for (int m = 0; m < members; m++) {
                values[row * members + m] -= sum / members;
            }
        }
        double[] covariance = new double[rows * rows];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = 0;
                for (int m = 0; m < members; m++) {
                    sum += values[i * members + m] * values[j * members + m];
                }
                covariance[i * rows + j] = sum / (members - 1);
            }
        }
        Cholesky factor = new Cholesky(rows);
        Check.that(factor.factor(covariance), "the draws of %d parameters are not independent", rows);
        factor.solveLower(members, values);
    }

    private static void place(List<Parameter> parameters, int members, double[] values) {
        for (int row = 0; row < parameters.size(); row++) {
            Parameter parameter = parameters.get(row);
            for (int m = 0, at = row * members; m < members; m++, at++) {
                values[at] = parameter.mean() + parameter.sd() * values[at];
            }
        }
    }
}
