package io.fieldcast.connectors.intake;

import io.fieldcast.connectors.record.RecordRejected;
import java.io.Serializable;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Which stations each field has. Immutable, thread-safe. */
public final class Networks implements Serializable {
    private static final long serialVersionUID = 1;

    private final HashMap<String, Set<String>> stationsByField = new HashMap<>();

    private Networks() {}

    /** @param stationsByField identifiers of the stations, by name of their field */
    public static Networks of(Map<String, ? extends Collection<String>> stationsByField) {
        Networks networks = new Networks();
        stationsByField.forEach((field, stations) -> networks.stationsByField.put(field, Set.copyOf(stations)));
        return networks;
    }

    public Set<String> fields() {
        return Set.copyOf(stationsByField.keySet());
    }

    /** Number of stations of a field; 0 for an unknown one. */
    public int size(String field) {
        return stationsByField.getOrDefault(field, Set.of()).size();
    }

    /** Refuses a station that is not in the field's network. */
    void check(String field, String station) throws RecordRejected {
        Set<String> stations = stationsByField.get(field);
        if (stations == null) {
            throw new RecordRejected("field: " + field + " is not configured");
        }
        if (!stations.contains(station)) {
            throw new RecordRejected("station: " + station + " is not in network " + field);
        }
    }
}
