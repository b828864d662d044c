package io.fieldcast.verification;

import io.fieldcast.domain.Check;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Running scores for each lead time, and for each lead time and station, of a forecaster and of the references it must
 * beat. Skill compares on the very same cases: those for which the reference existed too. Confined to one thread.
 */
public final class ScoreBoard {
    private static final int VERSION = 1;

    /** Simple forecasters to be beaten. Their order is part of the serialised form. */
    public enum Reference {
        /** The last value observed when the forecast was issued. */
        PERSISTENCE,
        /** What is usual for the time of year and day, from the past only. */
        CLIMATOLOGY
    }

    private record Key(Duration lead, String station) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            int byLead = lead.compareTo(other.lead);
            return byLead != 0 ? byLead : station.compareTo(other.station);
        }
    }

    private static final class Entry {
        final Score forecast = new Score();
        final Map<Reference, Score> references = new EnumMap<>(Reference.class);
        final Map<Reference, Score> paired = new EnumMap<>(Reference.class);

        Entry() {
            for (Reference reference : Reference.values()) {
                references.put(reference, new Score());
                paired.put(reference, new Score());
            }
        }

        void add(Entry other) {
            forecast.add(other.forecast);
            for (Reference reference : Reference.values()) {
                get(references, reference).add(get(other.references, reference));
                get(paired, reference).add(get(other.paired, reference));
            }
        }
    }

    private final Map<Key, Entry> entries = new TreeMap<>();

    /**
     * Books one verified forecast.
     *
     * @param forecast the case, on its own a score of one case
     * @param references the references' scores of the same case, absent where a reference could not be made
     */
    public void add(Duration lead, String station, Score forecast, Map<Reference, Score> references) {
        Entry entry = entries.computeIfAbsent(new Key(lead, station), key -> new Entry());
        entry.forecast.add(forecast);
        references.forEach((reference, score) -> {
            get(entry.references, reference).add(score);
            get(entry.paired, reference).add(forecast);
        });
    }

    /** Lead times seen, rising. */
    public Collection<Duration> leads() {
        return entries.keySet().stream().map(Key::lead).distinct().toList();
    }

    /** Stations seen, in alphabetical order. */
    public Collection<String> stations() {
        return entries.keySet().stream().map(Key::station).distinct().sorted().toList();
    }

    /** Scores over all stations; those of nothing if the lead time is unknown. */
    public Score forecast(Duration lead) {
        return total(lead).forecast;
    }

    public Score reference(Duration lead, Reference reference) {
        return get(total(lead).references, reference);
    }

    /** {@code 1 - rmse / rmse of the reference} over the cases both have; NaN without any. */
    public double skill(Duration lead, Reference reference) {
        return skill(total(lead), reference);
    }

    /** {@code 1 - crps / crps of the reference} over the cases both have; NaN without any. */
    public double crpsSkill(Duration lead, Reference reference) {
        Entry total = total(lead);
        return 1
                - get(total.paired, reference).crps()
                        / get(total.references, reference).crps();
    }

    /** Scores at one station; empty if nothing was verified there. */
    public Optional<Score> forecast(Duration lead, String station) {
        return Optional.ofNullable(entries.get(new Key(lead, station))).map(entry -> entry.forecast);
    }

    /** Skill at one station as {@link #skill(Duration, Reference)}; NaN without any case. */
    public double skill(Duration lead, String station, Reference reference) {
        Entry entry = entries.get(new Key(lead, station));
        return entry == null ? Double.NaN : skill(entry, reference);
    }

    private static double skill(Entry entry, Reference reference) {
        return 1
                - get(entry.paired, reference).rmse()
                        / get(entry.references, reference).rmse();
    }

    private Entry total(Duration lead) {
        Entry total = new Entry();
        entries.forEach((key, entry) -> {
            if (key.lead.equals(lead)) {
                total.add(entry);
            }
        });
        return total;
    }

    private static Score get(Map<Reference, Score> scores, Reference reference) {
        return scores.computeIfAbsent(reference, missing -> new Score());
    }

    /** Writes version 1: entries in the order of lead time, then station. */
    public void writeTo(DataOutput out) throws IOException {
        out.writeInt(VERSION);
        out.writeInt(entries.size());
        for (Map.Entry<Key, Entry> entry : entries.entrySet()) {
            out.writeLong(entry.getKey().lead.toNanos());
            out.writeUTF(entry.getKey().station);
            entry.getValue().forecast.writeTo(out);
            for (Reference reference : Reference.values()) {
                get(entry.getValue().references, reference).writeTo(out);
                get(entry.getValue().paired, reference).writeTo(out);
            }
        }
    }

    /** @throws IllegalArgumentException if the version is unknown */
    public static ScoreBoard readFrom(DataInput in) throws IOException {
        int version = in.readInt();
        Check.that(version == VERSION, "score board has version %d, expected %d", version, VERSION);
        ScoreBoard board = new ScoreBoard();
        int size = in.readInt();
        for (int i = 0; i < size; i++) {
            Key key = new Key(Duration.ofNanos(in.readLong()), in.readUTF());
            Entry entry = new Entry();
            entry.forecast.add(Score.readFrom(in));
            for (Reference reference : Reference.values()) {
                get(entry.references, reference).add(Score.readFrom(in));
                get(entry.paired, reference).add(Score.readFrom(in));
            }
            board.entries.put(key, entry);
        }
        return board;
    }
}
