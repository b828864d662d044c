package io.fieldcast.connectors.record;

import io.fieldcast.domain.Check;
import org.jspecify.annotations.Nullable;

/**
 * One record of the control topic: a change of a field's model and settings, a way back, or what could not be read. Fields are public
 * because Flink then serialises it as a plain object; nobody writes to them after construction.
 */
public final class Control {
    /** {@link #from} of a change that holds from the next cycle on, whichever that is when it arrives. */
    public static final long NEXT = Long.MIN_VALUE;

    public String field = "";
    public String id = "";

    /** First moment for which the change holds, milliseconds since 1970, or {@link #NEXT}. */
    public long from = NEXT;

    /** What differs from the field's file, as a JSON object; empty for a change of the model alone. */
    public String settings = "";

    /** Bytes of a model file; none to keep the file's model. */
    public byte[] model = {};

    /** SHA-256 that the model must have, hexadecimal; empty without a model. */
    public String checksum = "";

    /** Whether this takes a change back instead of making one. */
    public boolean rollback;

    /** The change that is taken back, with all later ones; empty for the one in force. */
    public String before = "";

    /** Why the rest of the message cannot be read; empty for one that can. */
    public String problem = "";

    /** The letter of a record that names no field or no change. */
    public @Nullable Outgoing letter;

    /** Why it became a letter; empty for others. */
    public String reason = "";

    /** For Flink's serializer only. */
    public Control() {}

    /**
     * A change.
     *
     * @param settings JSON object, or empty
     * @param model bytes of a model file, or none; ownership passes to this object
     * @param checksum SHA-256 of the model, or empty
     */
    public static Control change(String field, String id, long from, String settings, byte[] model, String checksum) {
        Control control = named(field, id, from);
        control.settings = settings;
        control.model = model;
        control.checksum = checksum;
        return control;
    }

    /** @param before the change that is taken back, with all later ones; empty for the one in force */
    public static Control rollback(String field, String id, long from, String before) {
        Control control = named(field, id, from);
        control.rollback = true;
        control.before = before;
        return control;
    }

    /** A message of which no more can be read than whom it is for. */
    public static Control unreadable(String field, String id, String problem) {
        Check.that(!problem.isEmpty(), "a message that can be read has no problem");
        Control control = named(field, id, NEXT);
        control.problem = problem;
        return control;
    }

    /**
     * A record that does not even say whom it is for.
     *
     * @param field a field of the job, among whose letters it is counted
     */
    public static Control refused(String field, Outgoing letter, String reason) {
        Control control = named(field, "", NEXT);
        control.letter = letter;
        control.reason = reason;
        return control;
    }

    /** The same change, holding from another moment on. */
    public Control at(long millis) {
        Control control = change(field, id, millis, settings, model, checksum);
        control.rollback = rollback;
        control.before = before;
        return control;
    }

    private static Control named(String field, String id, long from) {
        Control control = new Control();
        control.field = field;
        control.id = id;
        control.from = from;
        return control;
    }

    @Override
    public String toString() {
        return field + "/" + id + (rollback ? " takes back " + before : "") + " from " + from + " " + settings + " "
                + model.length + " bytes of model" + problem + reason;
    }
}
