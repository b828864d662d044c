package io.fieldcast.forecasting;

import io.fieldcast.assimilation.ErrorVarianceLearning;
import io.fieldcast.assimilation.QualityControl;
import io.fieldcast.domain.Check;
import io.fieldcast.numerics.Ensemble;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Everything a field's forecaster knows between two cycles: the ensemble, carried on to the next cycle already, what was learned of means, scales, noise and calibration,
 * and the forecasts that wait for their observation. One binary value with a version, the same on every machine. Treated as
 * immutable: {@link Forecaster#cycle} works on a copy.
 */
public final class ForecastState {
    /** Version of the binary form that {@link #write} writes. */
    public static final int VERSION = 2;

    /** Cycles for which a warm-up is declared: chosen, not measured; a long one, since a needless declaration does less harm than none. */
    static final int WARM_UP = 100;

    private static final int MAGIC = 0x46435354; // "FCST"
    private static final int MOST_BLOCKS = 64;
    private static final int MOST_MEMBERS = 1 << 16;
    private static final long MOST_VALUES = 1L << 28;

    /** The learned tables, in the order in which they are written; the order is part of the binary form. */
    enum Part {
        /** Stations × features: coefficients of the mean model. */
        MEAN,
        /** Stations × features²: their covariances. */
        MEAN_COVARIANCE,
        /** Stations × (variance around the mean, observations seen). */
        SCALE,
        /** Stations × a ring of the latest standardised anomalies, 0 where nothing was observed. */
        HISTORY,
        /** One row, see {@link InnovationLikelihood}. */
        NOISE,
        /** (Leads × stations) × candidates: weights of the combination. */
        WEIGHTS,
        /** (Leads × stations) × candidates²: their covariances. */
        WEIGHT_COVARIANCE,
        /** (Leads × stations) × features: weights of the neighbour regression. */
        NEIGHBOURS,
        /** (Leads × stations) × features²: their covariances. */
        NEIGHBOUR_COVARIANCE,
        /** (Leads × stations) × (variance ratio, count). */
        RATIOS,
        /** Leads × (standardised quantiles, count). */
        QUANTILES,
        /** Forecasts that wait for their observation, see {@link PendingForecasts}. */
        PENDING,
        /** Leads × running scores, see {@link RunningScores}. */
        SCORES,
        /** One row: factors on the prior covariance of the filter's domains. */
        INFLATION,
        /** Stations × {@link QualityControl#COLUMNS}: what quality control remembers of each sensor. */
        SENSORS,
        /** Stations × {@link ErrorVarianceLearning#COLUMNS}: factors on their error variance. */
        ERRORS;

        /** Version of the binary form that first had this part. */
        int since() {
            return compareTo(INFLATION) >= 0 ? 2 : 1;
        }
    }

    private final long cycle;
    private final long cyclesRun;
    private final Ensemble ensemble;
    private final Map<Part, Table> tables;
    private RecentReports recent;

    ForecastState(long cycle, long cyclesRun, Ensemble ensemble, Map<Part, Table> tables, RecentReports recent) {
        this.cycle = cycle;
        this.cyclesRun = cyclesRun;
        this.ensemble = ensemble;
        this.tables = new EnumMap<>(tables);
        this.recent = recent;
    }

    /** Number of the last cycle run, counted in steps from the epoch. */
    public long cycle() {
        return cycle;
    }

    /** Cycles run since the start, or since something last began anew because model or settings had changed. */
    public long cyclesRun() {
        return cyclesRun;
    }

    /** The first of those cycles; what is older was never awaited. */
    public long firstCycle() {
        return cycle - cyclesRun + 1;
    }

    /** Further cycles until the bands may be taken to have settled; 0 once they have. */
    public long warmUpLeft() {
        return Math.max(0, WARM_UP - cyclesRun);
    }

    Ensemble ensemble() {
        return ensemble;
    }

    Table part(Part part) {
        Table table = tables.get(part);
        if (table == null) {
            throw new IllegalStateException("the state has no part " + part);
        }
        return table;
    }

    /** Reports that the latest cycles have used. */
    RecentReports recent() {
        return recent;
    }

    void remember(RecentReports reports) {
        recent = reports;
    }

    /** Takes over the waiting forecasts of {@code original}, the same cycle's state when it was first run. */
    void issuedAs(ForecastState original) {
        Check.that(original.cycle == cycle, "state of cycle %d, expected %d", original.cycle, cycle);
        double[] issued = original.part(Part.PENDING).values();
        System.arraycopy(issued, 0, part(Part.PENDING).values(), 0, issued.length);
    }

    /** An independent copy that stands at the next cycle. */
    ForecastState next() {
        return new ForecastState(cycle + 1, cyclesRun + 1, ensemble.copy(), copies(), recent);
    }

    /** An independent copy. */
    public ForecastState copy() {
        return new ForecastState(cycle, cyclesRun, ensemble.copy(), copies(), recent);
    }

    private Map<Part, Table> copies() {
        Map<Part, Table> copies = new EnumMap<>(Part.class);
        tables.forEach((part, table) -> copies.put(part, table.copy()));
        return copies;
    }

    /**
     * This state if it has everything that {@code fresh} has; else a copy with the parts of {@code fresh} that the version which
     * wrote it did not know.
     */
    ForecastState completedBy(ForecastState fresh) {
        if (tables.size() == fresh.tables.size()) {
            return this;
        }
        Ensemble completed = fresh.ensemble.copy();
        for (Ensemble.Block block : completed.blocks()) {
            for (Ensemble.Block known : ensemble.blocks()) {
                if (known.name().equals(block.name())
                        && known.rows() == block.rows()
                        && ensemble.members() == completed.members()) {
                    int members = ensemble.members();
                    System.arraycopy(
                            ensemble.values(),
                            known.from() * members,
                            completed.values(),
                            block.from() * members,
                            block.rows() * members);
                }
            }
        }
        Map<Part, Table> all = new EnumMap<>(fresh.copies());
        all.putAll(copies());
        return new ForecastState(cycle, cyclesRun, completed, all, recent);
    }

    boolean sameShape(ForecastState other) {
        boolean same = ensemble.members() == other.ensemble.members()
                && ensemble.blocks().equals(other.ensemble.blocks());
        for (Part part : Part.values()) {
            same &= part(part).sameShape(other.part(part));
        }
        return same;
    }

    /** Writes the binary form. */
    public void write(DataOutput out) throws IOException {
        out.writeInt(MAGIC);
        out.writeInt(VERSION);
        out.writeLong(cycle);
        out.writeLong(cyclesRun);
        out.writeInt(ensemble.members());
        out.writeInt(ensemble.blocks().size());
        for (Ensemble.Block block : ensemble.blocks()) {
            out.writeUTF(block.name());
            out.writeInt(block.rows());
        }
        for (double value : ensemble.values()) {
            out.writeDouble(value);
        }
        for (Part part : Part.values()) {
            part(part).write(out);
        }
        recent.write(out);
    }

    /**
     * Reads what {@link #write} wrote, of this version or any earlier one.
     *
     * @throws IOException if the bytes are not a state, are of a later version, or are damaged
     */
    public static ForecastState read(DataInput in) throws IOException {
        try {
            return readWhole(in);
        } catch (EOFException e) {
            throw new IOException("the state ends before it is complete: the bytes are damaged", e);
        }
    }

    private static ForecastState readWhole(DataInput in) throws IOException {
        int magic = in.readInt();
        if (magic != MAGIC) {
            throw new IOException("not a forecaster's state: starts with " + Integer.toHexString(magic) + ", expected "
                    + Integer.toHexString(MAGIC));
        }
        int version = in.readInt();
        if (version < 1 || version > VERSION) {
            throw new IOException("state of version " + version + ", this program reads versions up to " + VERSION
                    + "; start the job with the release that wrote it, or without the state");
        }
        long cycle = in.readLong();
        long cyclesRun = in.readLong();
        int members = plausible("members", in.readInt(), 2, MOST_MEMBERS);
        int count = plausible("blocks", in.readInt(), 1, MOST_BLOCKS);
        List<Ensemble.Block> blocks = new ArrayList<>();
        int at = 0;
        for (int i = 0; i < count; i++) {
            String name = in.readUTF();
            int rows = plausible("rows of block " + name, in.readInt(), 0, (int) (MOST_VALUES / members) - at);
            blocks.add(new Ensemble.Block(name, at, rows));
            at += rows;
        }
        double[] values = Table.readValues(in, at * members);
        Ensemble ensemble = Ensemble.of(members, blocks);
        System.arraycopy(values, 0, ensemble.values(), 0, values.length);
        Map<Part, Table> tables = new EnumMap<>(Part.class);
        for (Part part : Part.values()) {
            if (part.since() <= version) {
                tables.put(part, Table.read(in));
            }
        }
        RecentReports recent = version == 1 ? RecentReports.NONE : RecentReports.read(in);
        return new ForecastState(cycle, cyclesRun, ensemble, tables, recent);
    }

    private static int plausible(String what, int value, int least, int most) throws IOException {
        if (value < least || value > most) {
            throw new IOException("state with " + value + " " + what + ", expected " + least + " to " + most
                    + ": the bytes are damaged");
        }
        return value;
    }
}
