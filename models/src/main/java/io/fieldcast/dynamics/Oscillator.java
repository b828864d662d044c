package io.fieldcast.dynamics;

import io.fieldcast.domain.Check;
import io.fieldcast.numerics.Ensemble;
import java.util.List;
import java.util.Set;

/**
 * A damped oscillator in every place: {@code q' = ω v, v' = −ω q − γ v}, solved exactly, with one learned frequency and one learned friction.
 * The momentum v is in units of the field, so that the energy is half the sum of squares and the step a rotation that friction shortens.
 * Needs no neighbours and therefore stands on every representation. Immutable.
 */
public final class Oscillator implements Propagator {
    private final int size;
    private final boolean rubs;
    private final List<Parameter> parameters;

    /**
     * @param size places
     * @param frequency first guess of ω, radians per cycle step, inside 0..π
     * @param friction first guess of γ per cycle step; 0 for an oscillator without
     */
    public Oscillator(int size, double frequency, double friction) {
        Check.that(size > 0, "size must be above 0, got %d", size);
        Check.that(friction >= 0, "friction must not be below 0, got %s", friction);
        this.size = size;
        this.rubs = friction > 0;
        ParameterTransform turn = new ParameterTransform.Range(0, Math.PI);
        Parameter first =
                new Parameter("frequency", turn.toUnconstrained(frequency), Priors.SD, Priors.GAIN_FLOOR, turn);
        ParameterTransform positive = new ParameterTransform.Exponential(0);
        this.parameters = rubs
                ? List.of(first, new Parameter("friction", Math.log(friction), Priors.SD, Priors.GAIN_FLOOR, positive))
                : List.of(first);
    }

    /** What a field's file may say of it: its first guesses. */
    public static List<Setting> settings() {
        return List.of(
                new Setting("frequency", 0.1, 0.001, 3, "first guess of the oscillator's frequency, radians a step"),
                new Setting("friction", 0.5, 0, 10, "first guess of the momentum's loss rate a step; 0 for none"));
    }

    @Override
    public int stateSize() {
        return 2 * size;
    }

    @Override
    public List<Parameter> parameters() {
        return parameters;
    }

    @Override
    public List<Layer> layers() {
        return List.of(Layer.FIELD, new Layer("momentum", 1, 1));
    }

    @Override
    public Set<Claim> claims() {
        return rubs
                ? Set.of(new Claim.Dissipative(), new Claim.Linear(), new Claim.Lipschitz(1))
                : Set.of(
                        new Claim.Orthogonal(),
                        new Claim.Dissipative(),
                        new Claim.Linear(),
                        new Claim.Lipschitz(1),
                        new Claim.Symplectic(),
                        new Claim.Reversible());
    }

    @Override
    public int scratchSize(int members) {
        return (parameters.size() + 4) * members;
    }

    @Override
    public void advance(Ensemble ensemble, double step, double[] scratch) {
        Advance.check(this, ensemble, step, scratch);
        int members = ensemble.members();
        Advance.modelParameters(this, ensemble, scratch, 0);
        int stay = parameters.size() * members;
        int come = stay + members;
        int go = come + members;
        int last = go + members;
        for (int m = 0; m < members; m++) {
            double friction = rubs ? scratch[members + m] : 0;
            matrix(scratch[m], friction, step, scratch, stay + m, members);
        }
        double[] values = ensemble.values();
        int q = ensemble.block(STATE).from() * members;
        int v = q + size * members;
        for (int i = 0; i < size * members; i += members) {
            for (int m = 0; m < members; m++) {
                double place = values[q + i + m];
                double speed = values[v + i + m];
                values[q + i + m] = scratch[stay + m] * place + scratch[come + m] * speed;
                values[v + i + m] = scratch[go + m] * place + scratch[last + m] * speed;
            }
        }
    }

    /** Writes the four entries of the exponential, {@code stride} apart. */
    private static void matrix(double frequency, double friction, double step, double[] to, int at, int stride) {
        double half = friction / 2;
        double gap = half * half - frequency * frequency;
        double root = Math.sqrt(Math.abs(gap));
        double even;
        double odd;
        if (gap > 0) {
            // Both exponents are negative, so nothing overflows however strong the friction is.
            double slow = Math.exp((root - half) * step);
            double fast = Math.exp((-root - half) * step);
            even = (slow + fast) / 2;
            odd = root * step > 1e-5 ? (slow - fast) / (2 * root) : Math.exp(-half * step) * step;
        } else {
            double faded = Math.exp(-half * step);
            even = faded * Math.cos(root * step);
            odd = root * step > 1e-5 ? faded * Math.sin(root * step) / root : faded * step;
        }
        to[at] = even + half * odd;
        to[at + stride] = frequency * odd;
        to[at + 2 * stride] = -frequency * odd;
        to[at + 3 * stride] = even - half * odd;
    }
}
