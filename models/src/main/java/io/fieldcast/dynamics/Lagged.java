package io.fieldcast.dynamics;

import io.fieldcast.domain.Check;
import io.fieldcast.numerics.Ensemble;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Other dynamics with a memory: {@code x(t+1) = (1 − Σ|a_j|) M x(t) + Σ a_j q(t−j)}, where q is the observed layer of x and the last k of
 * it are kept as layers of the state. The weights a_j are learned, start at zero, where nothing is changed, and
 * {@code Σ|a_j| ≤ 0.9}. Immutable.
 *
 * <p>Promises: if the inner dynamics never raise the sum of squares, the largest of half the sums of squares of x and of each lag never
 * rises either, since the new x is a weighted mean of vectors that are no longer. That is then the energy that is booked and claimed; with
 * other inner dynamics it is theirs, and nothing is claimed of it. Linear dynamics stay linear. The lags are whole steps apart, so the step
 * must be one.
 *
 * @see <a href="https://doi.org/10.1073/pnas.97.7.2968">Chorin, Hald and Kupferman (2000)</a>
 */
public final class Lagged implements Propagator {
    /** Largest sum of the weights' magnitudes. */
    private static final double MOST = 0.9;

    private final Propagator inner;
    private final int lags;
    private final int size;
    private final boolean dissipates;
    private final List<Parameter> parameters;

    /** @param lags fields of the past that are kept, at least 1 */
    public Lagged(Propagator inner, int lags) {
        Check.that(lags >= 1, "lags must be at least 1, got %d", lags);
        this.inner = inner;
        this.lags = lags;
        this.size = Math.floorDiv(inner.stateSize(), inner.layers().size());
        this.dissipates = inner.claims().contains(new Claim.Dissipative()) && inner.energy() == Energy.HALF_SQUARES;
        ParameterTransform weight = new ParameterTransform.Range(-MOST / lags, MOST / lags);
        List<Parameter> all = new ArrayList<>(inner.parameters());
        for (int j = 1; j <= lags; j++) {
            all.add(new Parameter("memory." + j, 0, Priors.SD, Priors.GAIN_FLOOR, weight));
        }
        this.parameters = List.copyOf(all);
    }

    @Override
    public int stateSize() {
        return inner.stateSize() + lags * size;
    }

    @Override
    public List<Parameter> parameters() {
        return parameters;
    }

    @Override
    public List<Layer> layers() {
        List<Layer> layers = new ArrayList<>(inner.layers());
        for (int j = 1; j <= lags; j++) {
            layers.add(new Layer("lag." + j, 1, 0));
        }
        return List.copyOf(layers);
    }

    @Override
    public Energy energy() {
        return new LongestPart(inner.energy(), inner.stateSize(), size, lags, dissipates);
    }

    /** Energy of the inner rows, and where that is asked for the largest of it and those of the lags. */
    private record LongestPart(Energy inner, int rows, int size, int lags, boolean largest) implements Energy {
        @Override
        public int energyScratch(int members) {
            return inner.energyScratch(members) + members;
        }

        @Override
        public void energy(
                double[] state,
                int atState,
                int allRows,
                double[] parameters,
                int atParameters,
                int members,
                double[] energy,
                int atEnergy,
                double[] scratch,
                int atScratch) {
            int free = atScratch + members;
            inner.energy(state, atState, rows, parameters, atParameters, members, energy, atEnergy, scratch, free);
            for (int j = 0; largest && j < lags; j++) {
                int lag = atState + (rows + j * size) * members;
                Energy.HALF_SQUARES.energy(
                        state, lag, size, parameters, atParameters, members, scratch, atScratch, scratch, free);
                for (int m = 0; m < members; m++) {
                    energy[atEnergy + m] = Math.max(energy[atEnergy + m], scratch[atScratch + m]);
                }
            }
        }
    }

    @Override
    public boolean coupled() {
        return inner.coupled();
    }

    @Override
    public Set<Claim> claims() {
        Set<Claim> claims = new LinkedHashSet<>();
        if (inner.claims().contains(new Claim.Linear())) {
            claims.add(new Claim.Linear());
        }
        if (dissipates) {
            claims.add(new Claim.DissipatesEnergy());
        }
        return claims;
    }

    @Override
    public int scratchSize(int members) {
        return (lags + 1) * members + size * members + inner.scratchSize(members);
    }

    @Override
    public void advance(Ensemble ensemble, double step, double[] scratch) {
        Advance.check(this, ensemble, step, scratch);
        Check.that(step == 1, "step must be 1 where lags are whole steps apart, got %s", step);
        int members = ensemble.members();
        double[] values = ensemble.values();
        Ensemble.Block state = ensemble.block(STATE);
        Ensemble.Block learned = ensemble.block(PARAMETERS);
        int weights = inner.scratchSize(members);
        int before = weights + (lags + 1) * members;
        int length = size * members;
        int field = state.from() * members;
        int firstLag = field + inner.stateSize() * members;
        System.arraycopy(values, field, scratch, before, length);
        moveInner(ensemble, state, learned, scratch);
        weights(values, (learned.to() - lags) * members, scratch, weights, members);
        int rest = weights + lags * members;
        for (int i = field; i < firstLag; i += members) {
            for (int m = 0; m < members; m++) {
                values[i + m] *= scratch[rest + m];
            }
        }
        for (int j = 0; j < lags; j++) {
            int lag = firstLag + j * length;
            for (int i = 0; i < length; i += members) {
                for (int m = 0; m < members; m++) {
                    values[field + i + m] += scratch[weights + j * members + m] * values[lag + i + m];
                }
            }
        }
        System.arraycopy(values, firstLag, values, firstLag + length, (lags - 1) * length);
        System.arraycopy(scratch, before, values, firstLag, length);
    }

    private void moveInner(Ensemble ensemble, Ensemble.Block state, Ensemble.Block learned, double[] scratch) {
        List<Ensemble.Block> seen = new ArrayList<>(2);
        seen.add(new Ensemble.Block(STATE, state.from(), inner.stateSize()));
        if (!inner.parameters().isEmpty()) {
            seen.add(new Ensemble.Block(PARAMETERS, learned.from(), learned.rows() - lags));
        }
        inner.advance(ensemble.view(seen), 1, scratch);
    }

    /** The weights of each lag, then what is left for the inner dynamics. */
    private void weights(double[] values, int at, double[] scratch, int to, int members) {
        ParameterTransform transform = parameters.get(parameters.size() - 1).transform();
        for (int m = 0; m < members; m++) {
            double sum = 0;
            for (int j = 0; j < lags; j++) {
                double weight = transform.toModel(values[at + j * members + m]);
                scratch[to + j * members + m] = weight;
                sum += Math.abs(weight);
            }
            scratch[to + lags * members + m] = 1 - sum;
        }
    }
}
