package io.fieldcast.dynamics.network;

import io.fieldcast.domain.Check;
import io.fieldcast.dynamics.Parameter;
import io.fieldcast.dynamics.ParameterTransform;
import java.util.List;

/** {@code J = S, R = damping} on the momenta, the second half of the rows: {@code q' = v_p, p' = −v_q − damping · v_p}. Immutable. */
public final class DampedCanonical implements Structure {
    private final double damping;
    private final List<Parameter> parameters;

    /**
     * @param damping above 0
     * @param sd prior standard deviation of its logarithm; 0 to leave it as it is
     */
    public DampedCanonical(double damping, double sd) {
        Check.that(damping > 0, "damping must be above 0, got %s", damping);
        ParameterTransform positive = new ParameterTransform.Exponential(0);
        this.damping = damping;
        this.parameters = sd > 0
                ? List.of(new Parameter("damping", positive.toUnconstrained(damping), sd, sd / 8, positive))
                : List.of();
    }

    @Override
    public List<Parameter> parameters() {
        return parameters;
    }

    @Override
    public int scratchSize(int members) {
        return 0;
    }

    @Override
    public void apply(
            double[] state,
            int atState,
            int size,
            double[] parameters,
            int atParameters,
            int members,
            double[] force,
            int atForce,
            double[] moved,
            int atMoved,
            double[] scratch,
            int atScratch) {
        int half = size / 2 * members;
        for (int i = 0; i < half; i += members) {
            for (int m = 0; m < members; m++) {
                double loss = this.parameters.isEmpty() ? damping : parameters[atParameters + m];
                double byMomentum = force[atForce + half + i + m];
                moved[atMoved + i + m] = byMomentum;
                moved[atMoved + half + i + m] = -force[atForce + i + m] - loss * byMomentum;
            }
        }
    }
}
