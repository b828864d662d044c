package io.fieldcast.dynamics;

import io.fieldcast.domain.Check;
import io.fieldcast.numerics.Ensemble;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The anomaly dies away: {@code x(t + step) = damping^step · x(t)}, an autoregression of order one that is the same whatever
 * steps a time is cut into. The damping lies in 0..1 and is learned, one for the field or one for each row. Immutable.
 */
public final class DampedPersistence implements Propagator {
    private final int stateSize;
    private final List<Parameter> parameters;

    private DampedPersistence(int stateSize, List<Parameter> parameters) {
        Check.that(stateSize > 0, "state size must be above 0, got %d", stateSize);
        this.stateSize = stateSize;
        this.parameters = parameters;
    }

    /**
     * One damping for the whole field.
     *
     * @param damping prior guess of the damping per cycle step, inside 0..1
     * @param sd prior standard deviation of the damping's logit
     * @param spreadFloor least standard deviation of the damping's logit
     */
    public static DampedPersistence shared(int stateSize, double damping, double sd, double spreadFloor) {
        return new DampedPersistence(stateSize, List.of(parameter("damping", damping, sd, spreadFloor)));
    }

    /** One damping for each row of the state, named {@code damping.0} and so on; arguments as in {@link #shared}. */
    public static DampedPersistence perRow(int stateSize, double damping, double sd, double spreadFloor) {
        return new DampedPersistence(
                stateSize,
                IntStream.range(0, stateSize)
                        .mapToObj(row -> parameter("damping." + row, damping, sd, spreadFloor))
                        .toList());
    }

    private static Parameter parameter(String name, double damping, double sd, double spreadFloor) {
        ParameterTransform transform = new ParameterTransform.Range(0, 1);
        return new Parameter(name, transform.toUnconstrained(damping), sd, spreadFloor, transform);
    }

    @Override
    public int stateSize() {
        return stateSize;
    }

    @Override
    public List<Parameter> parameters() {
        return parameters;
    }

    @Override
    public Set<Claim> claims() {
        return Set.of(new Claim.Dissipative(), new Claim.Positive(), new Claim.Linear(), new Claim.Lipschitz(1));
    }

    @Override
    public int scratchSize(int members) {
        return members;
    }

    @Override
    public void advance(Ensemble ensemble, double step, double[] scratch) {
        Advance.check(this, ensemble, step, scratch);
        int members = ensemble.members();
        double[] values = ensemble.values();
        int at = ensemble.block(STATE).from() * members;
        int parameterAt = ensemble.block(PARAMETERS).from() * members;
        for (int row = 0; row < stateSize; row++, at += members) {
            if (row < parameters.size()) {
                ParameterTransform transform = parameters.get(row).transform();
                for (int m = 0; m < members; m++) {
                    scratch[m] = Math.pow(transform.toModel(values[parameterAt + row * members + m]), step);
                }
            }
            for (int m = 0; m < members; m++) {
                values[at + m] *= scratch[m];
            }
        }
    }
}
