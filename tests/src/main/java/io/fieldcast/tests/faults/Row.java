package io.fieldcast.tests.faults;

/**
 * A row of the table of faults.
 *
 * @param asked what must hold
 * @param measured what was seen
 * @param held whether it did
 */
public record Row(String id, String fault, String asked, String measured, boolean held) {
    /** As a line of a Markdown table. */
    @Override
    public String toString() {
        return "| " + id + " | " + fault + " | " + asked + " | " + measured + (held ? "" : " (missed)") + " |";
    }
}
