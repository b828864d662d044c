package io.fieldcast.forecasting;

import io.fieldcast.dynamics.Parameter;
import io.fieldcast.forecasting.ForecastState.Part;
import io.fieldcast.numerics.Ensemble;
import io.fieldcast.numerics.Ensemble.Block;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What goes on of a state when a field's dynamics or settings change: all that means the same before and after, to the last bit. The rest
 * begins anew, and with it the count of cycles run, from which everybody sees that the bands have to settle. Confined to one thread.
 */
final class Takeover {
    private final ForecastState old;
    private final Ensemble ensemble;
    private final Map<Part, Table> tables = new EnumMap<>(Part.class);
    private boolean anew;

    /**
     * Takes over the tables that have the shape wanted.
     *
     * @param old left as it was
     * @param fresh a state of the new settings that knows nothing, standing at the same cycle; left as it was
     */
    Takeover(ForecastState old, ForecastState fresh) {
        this.old = old;
        this.ensemble = fresh.ensemble().copy();
        for (Part part : Part.values()) {
            tables.put(part, fresh.part(part).copy());
            if (old.part(part).sameShape(fresh.part(part))) {
                tables.put(part, old.part(part).copy());
            } else {
                anew = true;
            }
        }
    }

    /** Lets a part begin anew although it has the shape wanted. */
    void restart(Part part, ForecastState fresh) {
        tables.put(part, fresh.part(part).copy());
        anew = true;
    }

    /** Whether the old members can go on: as many of them, with the same rows. */
    boolean membersFit() {
        return old.ensemble().members() == ensemble.members()
                && old.ensemble().blocks().equals(ensemble.blocks());
    }

    /** Lets all rows of the old ensemble go on. */
    void carryMembers() {
        ensemble.set(old.ensemble());
    }

    /** Lets the rows of the named blocks go on. */
    void carry(List<String> blocks) {
        for (String name : blocks) {
            Block from = old.ensemble().block(name);
            copy(from.from(), ensemble.block(name).from(), from.rows());
        }
    }

    /**
     * Lets the parameters go on that are declared as they were; the others are drawn from what is declared of them now.
     *
     * @param firstOld row of the first of {@code before} in the old ensemble
     * @param first row of the first of {@code after}
     */
    void carry(List<Parameter> before, int firstOld, List<Parameter> after, int first) {
        for (int i = 0; i < after.size(); i++) {
            int known = before.indexOf(after.get(i));
            if (known >= 0) {
                copy(firstOld + known, first + i, 1);
            } else {
                anew = true;
            }
        }
    }

    private void copy(int fromRow, int toRow, int rows) {
        int members = ensemble.members();
        System.arraycopy(
                old.ensemble().values(), fromRow * members, ensemble.values(), toRow * members, rows * members);
    }

    /** The state from which the new settings go on. */
    ForecastState state() {
        return new ForecastState(old.cycle(), anew ? 0 : old.cyclesRun(), ensemble, tables, old.recent());
    }
}
