package io.fieldcast.diagnostics;

import io.fieldcast.domain.Check;
import io.fieldcast.dynamics.Propagator;
import io.fieldcast.numerics.Ensemble;
import java.util.Arrays;

/**
 * Books what each stage of a cycle did to the ensemble's energy {@code ½ Σ x²} and mass {@code Σ x}, both averaged over the
 * members. A conservative model is not conserved through an analysis; that increment has its own entry.
 *
 * <p>Each entry is the work done on the state, {@code Σ ½(x' + x)(x' − x)}, not a difference of totals. So the totals at opening and
 * closing check the entries, and a change that nobody booked shows. Confined to one thread; one cycle is
 * {@code open (before after)* close}.
 */
public final class EnergyLedger {
    /** What moves the state. */
    public enum Stage {
        DYNAMICS(0),
        NOISE(1),
        ANALYSIS(2);

        private final int entry;

        Stage(int entry) {
            this.entry = entry;
        }
    }

    /** The entry of what the dynamics took. */
    private static final int LOSSES = Stage.values().length;

    private final int size;
    private final int members;
    private final double[] held;
    private final double[] work;
    private final double[] moved;
    private final double[] energy = new double[LOSSES + 1];
    private final double[] mass = new double[LOSSES + 1];
    private double energyAtStart;
    private double massAtStart;

    /** @param size rows of the state */
    public EnergyLedger(int size, int members) {
        Check.that(size > 0 && members > 0, "size and members must be above 0, got %d, %d", size, members);
        this.size = size;
        this.members = members;
        this.held = new double[size * members];
        this.work = new double[members];
        this.moved = new double[members];
    }

    /** Begins a cycle and forgets the last one. */
    public void open(Ensemble ensemble) {
        Arrays.fill(energy, 0);
        Arrays.fill(mass, 0);
        energyAtStart = energy(ensemble);
        massAtStart = mass(ensemble);
        before(ensemble);
    }

    /** Remembers the state that the next stage starts from. */
    public void before(Ensemble ensemble) {
        System.arraycopy(ensemble.values(), first(ensemble), held, 0, held.length);
    }

    /** Books what {@code stage} did since {@link #before}; stages of one kind add up. */
    public void after(Stage stage, Ensemble ensemble) {
        double[] values = ensemble.values();
        int first = first(ensemble);
        Arrays.fill(work, 0);
        Arrays.fill(moved, 0);
        for (int i = 0; i < held.length; i += members) {
            for (int m = 0; m < members; m++) {
                double change = values[first + i + m] - held[i + m];
                work[m] += 0.5 * (values[first + i + m] + held[i + m]) * change;
                moved[m] += change;
            }
        }
        for (int m = 0; m < members; m++) {
            book(energy, stage, work[m] / members);
            book(mass, stage, moved[m] / members);
        }
    }

    /** The dynamics' losses stand apart from their gains, in the last entry. */
    private static void book(double[] entries, Stage stage, double amount) {
        if (stage == Stage.DYNAMICS && amount < 0) {
            entries[LOSSES] -= amount;
        } else {
            entries[stage.entry] += amount;
        }
    }

    /** The account of energy from {@link #open} to now. */
    public EnergyBalance energyBalance(Ensemble ensemble) {
        return balance(energyAtStart, energy, energy(ensemble));
    }

    /** The account of mass from {@link #open} to now. */
    public EnergyBalance massBalance(Ensemble ensemble) {
        return balance(massAtStart, mass, mass(ensemble));
    }

    private static EnergyBalance balance(double start, double[] entries, double end) {
        return new EnergyBalance(
                start,
                entries[Stage.DYNAMICS.entry],
                entries[LOSSES],
                entries[Stage.NOISE.entry],
                entries[Stage.ANALYSIS.entry],
                end);
    }

    /** {@code ½ Σ x²}, averaged over the members. */
    public double energy(Ensemble ensemble) {
        double[] values = ensemble.values();
        double sum = 0;
        for (int at = first(ensemble), end = at + held.length; at < end; at++) {
            sum += values[at] * values[at];
        }
        return 0.5 * sum / members;
    }

    /** {@code ½ Σ x²} of the ensemble mean; the rest of {@link #energy} is spread. */
    public double meanEnergy(Ensemble ensemble) {
        int from = ensemble.block(Propagator.STATE).from();
        double sum = 0;
        for (int row = from; row < from + size; row++) {
            double mean = ensemble.mean(row);
            sum += mean * mean;
        }
        return 0.5 * sum;
    }

    /** {@code Σ x}, averaged over the members. */
    public double mass(Ensemble ensemble) {
        double[] values = ensemble.values();
        double sum = 0;
        for (int at = first(ensemble), end = at + held.length; at < end; at++) {
            sum += values[at];
        }
        return sum / members;
    }

    private int first(Ensemble ensemble) {
        Ensemble.Block state = ensemble.block(Propagator.STATE);
        Check.that(
                state.rows() == size && ensemble.members() == members,
                "state is %d x %d, expected %d x %d",
                state.rows(),
                ensemble.members(),
                size,
                members);
        return state.from() * members;
    }
}
