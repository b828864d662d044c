package io.fieldcast.connectors.control;

import io.fieldcast.connectors.json.ControlParser;
import io.fieldcast.connectors.json.JsonMessages;
import io.fieldcast.connectors.record.Control;
import io.fieldcast.connectors.record.RecordRejected;
import io.fieldcast.domain.Check;
import io.fieldcast.domain.DeadLetter;
import java.io.Serializable;
import java.util.List;

/** Turns records of the control topic into changes for the fields of a job, or into dead letters. Immutable, thread-safe. */
public final class ControlDecoder implements Serializable {
    private static final long serialVersionUID = 1;

    private final List<String> fields;

    /** @param fields names of the job's fields, at least one */
    public ControlDecoder(List<String> fields) {
        Check.that(!fields.isEmpty(), "a job has at least one field");
        this.fields = List.copyOf(fields);
    }

    /**
     * What a record says.
     *
     * @param bytes the record, left as it was
     * @param source topic or file
     * @param partition partition of the topic; 0 for a file
     * @param offset offset in the partition; line number for a file
     * @param timestamp when it was sent, milliseconds since 1970
     */
    public Control decode(byte[] bytes, String source, int partition, long offset, long timestamp) {
        try {
            Control control = ControlParser.parse(bytes);
            if (!fields.contains(control.field)) {
                throw new RecordRejected("field: " + control.field + " is not configured");
            }
            return control;
        } catch (RecordRejected e) {
            DeadLetter letter = new DeadLetter(e.reason(), source, partition, offset);
            return Control.refused(fields.get(0), new JsonMessages().deadLetter(letter, bytes, timestamp), e.reason());
        }
    }
}
