package io.fieldcast.training;

import io.fieldcast.domain.Check;
import io.fieldcast.dynamics.IdeKernel;
import io.fieldcast.dynamics.LinearIde;
import io.fieldcast.dynamics.Parameter;
import io.fieldcast.geometry.BisquareBasis;
import io.fieldcast.geometry.Box;
import io.fieldcast.numerics.RandomStreams;
import io.fieldcast.numerics.RandomStreams.Purpose;
import java.util.List;

/**
 * A field on the unit square whose dynamics are known: an integro-difference kernel with θ = (150, 0.002, −0.1, 0.1), which
 * carries the field by (0.1, −0.1) a step, over normalised bisquare functions (3 × 3 and 9 × 9, integrated on 41 × 41 cells), with
 * white noise on every coefficient, seen in ten steps at 100 random places each. Immutable.
 *
 * @see <a href="https://doi.org/10.1201/9780429055621">Wikle, Zammit-Mangion and Cressie (2019), section 5.2</a>
 */
public final class IdeSimulation {
    /** Amplitude θ1 of the kernel. */
    public static final double AMPLITUDE = 150;

    /** Width θ2 of the kernel. */
    public static final double WIDTH = 0.002;

    /** Eastward offset θ3. */
    public static final double OFFSET_X = -0.1;

    /** Northward offset θ4. */
    public static final double OFFSET_Y = 0.1;

    /** Variance of the noise that each coefficient gets in each step. */
    public static final double PROCESS_VARIANCE = 1e-4;

    /** Variance of the measurement error. */
    public static final double OBSERVATION_VARIANCE = 1e-4;

    /** What the field is in the first step. */
    public enum Start {
        /** Every coefficient standard normal: structure everywhere, which the kernel can be read from. */
        FIELD,
        /** A single function in the north-west with coefficient 1: by the last step it has left the square. */
        BLOB
    }

    private static final int STEPS = 10;
    private static final int PLACES = 100;
    private static final double REACH = 0.3;
    private static final double BLOB_X = 0.17;
    private static final double BLOB_Y = 0.83;

    private final BisquareBasis basis;
    private final LinearIde dynamics;
    private final double[] states;
    private final ObservationSeries observations;

    /** @param streams numbers for the first state, the noise, the places and the errors */
    public IdeSimulation(Start start, RandomStreams streams) {
        Box square = new Box(0, 0, 1, 1);
        this.basis = BisquareBasis.over(square, 3, 9);
        IdeKernel kernel = IdeKernel.constant(IdeKernel.Rows.AS_INTEGRAL, 0.7, 0.006, REACH);
        this.dynamics = LinearIde.onBasis(basis, square.grid(41), kernel);
        this.states = states(start, streams);
        this.observations = observe(streams);
    }

    private double[] states(Start start, RandomStreams streams) {
        int size = basis.size();
        double[] matrix = new double[size * size];
        dynamics.operator(truth(), matrix);
        double[] all = new double[STEPS * size];
        double[] noise = new double[size];
        if (start == Start.BLOB) {
            all[blob()] = 1;
        } else {
            streams.stream(0, Purpose.INITIAL_STATE).fillGaussian(0, all, 0, size);
        }
        for (int step = 1; step < STEPS; step++) {
            streams.stream(step, Purpose.TRUTH).fillGaussian(0, noise, 0, size);
            for (int i = 0; i < size; i++) {
                double sum = Math.sqrt(PROCESS_VARIANCE) * noise[i];
                for (int k = 0; k < size; k++) {
                    sum += matrix[i * size + k] * all[(step - 1) * size + k];
                }
                all[step * size + i] = sum;
            }
        }
        return all;
    }

    /** The finest function whose centre is nearest to where the blob starts. */
    private int blob() {
        int best = basis.size() - 1;
        for (int i = best; i >= basis.size() - 81; i--) {
            if (distanceFromBlob(i) < distanceFromBlob(best)) {
                best = i;
            }
        }
        return best;
    }

    private double distanceFromBlob(int row) {
        return Math.hypot(basis.x(row) - BLOB_X, basis.y(row) - BLOB_Y);
    }

    private ObservationSeries observe(RandomStreams streams) {
        int[] counts = new int[STEPS];
        double[] x = new double[STEPS * PLACES];
        double[] y = new double[STEPS * PLACES];
        double[] values = new double[STEPS * PLACES];
        double[] weights = new double[basis.size()];
        for (int step = 0; step < STEPS; step++) {
            counts[step] = PLACES;
            RandomStreams.Stream stream = streams.stream(step, Purpose.MEASUREMENT);
            for (int place = 0; place < PLACES; place++) {
                int at = step * PLACES + place;
                x[at] = stream.uniform(4L * place);
                y[at] = stream.uniform(4L * place + 1);
                values[at] = Math.sqrt(OBSERVATION_VARIANCE) * stream.gaussian(4L * place + 2);
                basis.weights(x[at], y[at], weights);
                for (int i = 0; i < weights.length; i++) {
                    values[at] += weights[i] * states[step * weights.length + i];
                }
            }
        }
        return new ObservationSeries(basis, counts, x, y, values);
    }

    /** The basis whose coefficients are the state. */
    public BisquareBasis basis() {
        return basis;
    }

    /** The dynamics that made the truth, with priors that do not know it. */
    public LinearIde dynamics() {
        return dynamics;
    }

    /** The true parameters, unconstrained. */
    public double[] truth() {
        double[] theta = {Math.PI * AMPLITUDE * WIDTH, WIDTH, OFFSET_X, OFFSET_Y};
        List<Parameter> parameters = dynamics.parameters();
        for (int i = 0; i < theta.length; i++) {
            theta[i] = parameters.get(i).transform().toUnconstrained(theta[i]);
        }
        return theta;
    }

    /** A coefficient of the true state in steps 0 to 9. */
    public double state(int step, int row) {
        Check.that(step >= 0 && step < STEPS, "step must lie in 0..%d, got %d", STEPS - 1, step);
        return states[step * basis.size() + row];
    }

    /** What was seen in the ten steps. */
    public ObservationSeries observations() {
        return observations;
    }
}
