package io.fieldcast.diagnostics;

import io.fieldcast.domain.Check;
import io.fieldcast.dynamics.Advance;
import io.fieldcast.dynamics.Energy;
import io.fieldcast.dynamics.Parameter;
import io.fieldcast.dynamics.Propagator;
import io.fieldcast.numerics.Ensemble;
import java.util.Arrays;
import java.util.List;

/**
 * Books what each stage of a cycle did to the energy of the ensemble's dynamics and to the mass {@code Σ x} of their field, both averaged
 * over the members. A conservative model is not conserved through an analysis; that increment has its own entry. An energy may depend on
 * learned numbers, and an analysis that corrects those moves it, too.
 *
 * <p>Of {@code ½ Σ x²} each entry is the work done on the state, {@code Σ ½(x' + x)(x' − x)}, not a difference of totals, so that the totals
 * at opening and closing check the entries. Any other energy is measured anew before and after every stage: what moved the state between two
 * stages is in neither entry. In both, a change that nobody booked shows. Confined to one thread; one cycle is
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
    private final int fieldRows;
    private final Energy measure;
    private final List<Parameter> learned;
    private final double[] held;
    private final double[] work;
    private final double[] moved;
    /** Learned numbers in the model's own form, energies, those before the stage, and the measure's own working memory. */
    private final double[] scratch;

    private final double[] energy = new double[LOSSES + 1];
    private final double[] mass = new double[LOSSES + 1];
    private double energyAtStart;
    private double massAtStart;

    /**
     * A ledger of {@code ½ Σ x²}.
     *
     * @param size rows of the state, all of them the field
     */
    public EnergyLedger(int size, int members) {
        this(size, size, members, Energy.HALF_SQUARES, List.of());
    }

    /** A ledger of the propagator's own energy and of the mass of its first layer. */
    public EnergyLedger(Propagator propagator, int members) {
        this(
                propagator.stateSize(),
                Math.floorDiv(propagator.stateSize(), propagator.layers().size()),
                members,
                propagator.energy(),
                propagator.parameters());
    }

    private EnergyLedger(int size, int fieldRows, int members, Energy measure, List<Parameter> learned) {
        Check.that(size > 0 && members > 0, "size and members must be above 0, got %d, %d", size, members);
        this.size = size;
        this.members = members;
        this.fieldRows = fieldRows;
        this.measure = measure;
        this.learned = learned;
        this.scratch = new double[(learned.size() + 2) * members + measure.energyScratch(members)];
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

    /** The energy when the cycle was opened. */
    public double energyAtStart() {
        return energyAtStart;
    }

    /** Remembers the state that the next stage starts from. */
    public void before(Ensemble ensemble) {
        System.arraycopy(ensemble.values(), first(ensemble), held, 0, held.length);
        if (isOwn()) {
            int now = learned.size() * members;
            measure(ensemble);
            System.arraycopy(scratch, now, scratch, now + members, members);
        }
    }

    /** Books what {@code stage} did since {@link #before}; stages of one kind add up. */
    public void after(Stage stage, Ensemble ensemble) {
        double[] values = ensemble.values();
        int first = first(ensemble);
        Arrays.fill(work, 0);
        Arrays.fill(moved, 0);
        for (int row = 0, i = 0; row < size; row++, i += members) {
            for (int m = 0; m < members; m++) {
                double change = values[first + i + m] - held[i + m];
                work[m] += 0.5 * (values[first + i + m] + held[i + m]) * change;
                moved[m] += row < fieldRows ? change : 0;
            }
        }
        if (isOwn()) {
            measure(ensemble);
            int now = learned.size() * members;
            for (int m = 0; m < members; m++) {
                work[m] = scratch[now + m] - scratch[now + members + m];
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

    /** Whether the energy is another than half the sum of squares. */
    private boolean isOwn() {
        return measure != Energy.HALF_SQUARES;
    }

    /** Writes every member's energy behind the learned numbers in scratch. */
    private void measure(Ensemble ensemble) {
        int now = learned.size() * members;
        Advance.modelParameters(learned, ensemble, scratch, 0);
        int free = now + 2 * members;
        double[] values = ensemble.values();
        measure.energy(values, first(ensemble), size, scratch, 0, members, scratch, now, scratch, free);
    }

    /** The energy, averaged over the members. */
    public double energy(Ensemble ensemble) {
        int now = learned.size() * members;
        measure(ensemble);
        double sum = 0;
        for (int m = 0; m < members; m++) {
            sum += scratch[now + m];
        }
        return sum / members;
    }

    /** {@code Σ x} over the field, averaged over the members. */
    public double mass(Ensemble ensemble) {
        double[] values = ensemble.values();
        double sum = 0;
        for (int at = first(ensemble), end = at + fieldRows * members; at < end; at++) {
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
