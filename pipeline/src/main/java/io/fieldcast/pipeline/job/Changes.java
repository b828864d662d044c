package io.fieldcast.pipeline.job;

import io.fieldcast.connectors.record.Control;
import io.fieldcast.domain.ChangeCode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The changes of one field: those made, the last of which is in force, and those whose time has not come. What happens at a time depends
 * on what is known by then, never on the order in which it became known. Immutable.
 *
 * @param made in the order in which they came into force; taken back from the end
 * @param waiting by time, then by identifier
 */
record Changes(List<Control> made, List<Control> waiting) {
    static final Changes NONE = new Changes(List.of(), List.of());

    /** Each may carry a model, and all are part of every checkpoint; older ones cannot be taken back. */
    static final int MOST_MADE = 16;

    private static final Comparator<Control> BY_TIME =
            Comparator.<Control>comparingLong(change -> change.from).thenComparing(change -> change.id);

    Changes {
        made = List.copyOf(made);
        waiting = List.copyOf(waiting);
    }

    /** What became of a change. */
    record Event(Control change, ChangeCode code, String reason) {}

    /** Where changes stand after a time, and what became of them, in order. */
    record Turn(Changes after, List<Event> events) {}

    /** The same with one more that waits. */
    Changes with(Control change) {
        List<Control> more = new ArrayList<>(waiting);
        more.add(change);
        more.sort(BY_TIME);
        return new Changes(made, more);
    }

    /** The change in force; empty where the field's file is. */
    Optional<Control> inForce() {
        return made.isEmpty() ? Optional.empty() : Optional.of(made.get(made.size() - 1));
    }

    /** The same without the change in force. */
    Changes withoutLast() {
        return new Changes(made.subList(0, made.size() - 1), waiting);
    }

    /** Whether anything happens at {@code time}. */
    boolean isDue(long time) {
        return !waiting.isEmpty() && waiting.get(0).from <= time;
    }

    /** What happens up to {@code time}, milliseconds since 1970, itself included. */
    Turn at(long time) {
        List<Control> now = new ArrayList<>(made);
        List<Control> later = new ArrayList<>(waiting);
        List<Event> events = new ArrayList<>();
        while (!later.isEmpty() && later.get(0).from <= time) {
            Control next = later.remove(0);
            if (next.rollback) {
                takeBack(next, now, later, events);
            } else {
                now.add(next);
                events.add(new Event(next, ChangeCode.APPLIED, ""));
            }
        }
        if (now.size() > MOST_MADE) {
            now.subList(0, now.size() - MOST_MADE).clear();
            now.set(0, forgetting(now.get(0)));
        }
        return new Turn(new Changes(now, later), events);
    }

    private static void takeBack(Control rollback, List<Control> now, List<Control> later, List<Event> events) {
        int found = rollback.before.isEmpty() ? now.size() - 1 : indexOf(rollback.before, now);
        int ahead = rollback.before.isEmpty() ? -1 : indexOf(rollback.before, later);
        String reason = "taken back by " + rollback.id;
        if (found >= 0 && !isOldestKnown(now.get(found))) {
            for (int i = now.size() - 1; i >= found; i--) {
                events.add(new Event(now.remove(i), ChangeCode.ROLLED_BACK, reason));
            }
        } else if (ahead >= 0) {
            events.add(new Event(later.remove(ahead), ChangeCode.ROLLED_BACK, reason));
        } else {
            events.add(new Event(rollback, ChangeCode.NOTHING_TO_ROLL_BACK, whyNot(rollback, now)));
            return;
        }
        events.add(new Event(rollback, ChangeCode.APPLIED, ""));
    }

    private static String whyNot(Control rollback, List<Control> now) {
        if (now.isEmpty()) {
            return "the field's file is in force, no change to take back";
        }
        List<String> known = now.stream()
                .filter(change -> !isOldestKnown(change))
                .map(change -> change.id)
                .toList();
        return (rollback.before.isEmpty() ? "what was before is no longer known" : "no change " + rollback.before)
                + ", expected one of " + String.join(", ", known);
    }

    private static int indexOf(String id, List<Control> changes) {
        for (int i = 0; i < changes.size(); i++) {
            if (changes.get(i).id.equals(id)) {
                return i;
            }
        }
        return -1;
    }

    /** The same change, of which it is no longer known what was before it. */
    private static Control forgetting(Control change) {
        Control last =
                Control.change(change.field, change.id, change.from, change.settings, change.model, change.checksum);
        last.before = change.id;
        return last;
    }

    private static boolean isOldestKnown(Control change) {
        return change.before.equals(change.id);
    }
}
