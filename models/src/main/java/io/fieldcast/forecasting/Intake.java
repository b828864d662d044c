package io.fieldcast.forecasting;

import io.fieldcast.domain.Observation;
import io.fieldcast.domain.QcCode;
import io.fieldcast.geometry.Network;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The observations of one cycle in an order that does not depend on how they arrived: by station, then time, then value; each station
 * and time once. Immutable.
 */
final class Intake {
    /** One observation, where it stands in the network and what the first look says of it. */
    record Entry(Observation observation, int station, QcCode code) {
        boolean isUsable() {
            return code == QcCode.ASSIMILATED;
        }
    }

    private static final Comparator<Observation> ORDER = Comparator.comparing(Observation::station)
            .thenComparing(Observation::time)
            .thenComparing(Observation::value);

    /** Beyond it squares of squares would no longer be finite; no field has such values. */
    private static final double LARGEST = 1e60;

    private Intake() {}

    static List<Entry> sort(List<Observation> observations, Network network, FieldSettings.PlausibleRange range) {
        List<Observation> sorted = new ArrayList<>(observations);
        sorted.sort(ORDER);
        List<Entry> entries = new ArrayList<>(sorted.size());
        for (int i = 0; i < sorted.size(); i++) {
            Observation observation = sorted.get(i);
            if (!network.measures(observation.station())) {
                entries.add(new Entry(observation, -1, QcCode.UNKNOWN_STATION));
                continue;
            }
            QcCode code = QcCode.ASSIMILATED;
            if (i > 0 && sameReport(sorted.get(i - 1), observation)) {
                code = QcCode.DUPLICATE;
            } else if (!(Math.abs(observation.value()) <= LARGEST) || !range.contains(observation.value())) {
                code = QcCode.BAD_INCOMING;
            }
            entries.add(new Entry(observation, network.index(observation.station()), code));
        }
        return entries;
    }

    private static boolean sameReport(Observation one, Observation other) {
        return one.station().equals(other.station()) && one.time().equals(other.time());
    }
}
