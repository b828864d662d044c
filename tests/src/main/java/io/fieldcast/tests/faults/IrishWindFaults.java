package io.fieldcast.tests.faults;

import io.fieldcast.domain.Observation;
import io.fieldcast.numerics.RandomStreams;
import io.fieldcast.numerics.RandomStreams.Purpose;
import io.fieldcast.tests.faults.IrishWindStudy.Reports;
import io.fieldcast.tests.faults.IrishWindStudy.Scores;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What broken sensors and late reports cost the forecasts of the Irish wind. {@link #main} prints one row a draw: which three
 * stations are stuck, drifting and biased, and what the other nine score with them and without them in the network; then
 * what 30 % of the reports being up to three days late costs under each policy.
 */
public final class IrishWindFaults {
    private static final Set<String> STATIONS =
            Set.of("RPT", "VAL", "ROS", "KIL", "SHA", "BIR", "DUB", "CLA", "MUL", "CLO", "BEL", "MAL");
    private static final List<String> SORTED = STATIONS.stream().sorted().toList();
    private static final Instant BROKEN_FROM = Instant.parse("1971-03-01T00:00:00Z");

    /** m/s, by which the biased sensor reads too much. */
    private static final double BIAS = 3;

    /** m/s by which the drifting sensor's reading rises a day, until it has gone so far. */
    private static final double DRIFT = 0.03;

    private static final double FARTHEST = 6;
    private static final double LATE_SHARE = 0.3;
    private static final int MOST_DAYS_LATE = 3;

    private IrishWindFaults() {}

    /** Three stations that break in 1971, drawn by a seed. */
    public static final class Broken implements Reports {
        private final String stuck;
        private final String drifting;
        private final String biased;
        private final Map<String, Double> last = new HashMap<>();

        Broken(long seed) {
            RandomStreams.Stream stream = new RandomStreams(seed, "broken").stream(0, Purpose.MEASUREMENT);
            List<String> order = SORTED.stream()
                    .sorted((a, b) -> Long.compare(stream.bits(SORTED.indexOf(a)), stream.bits(SORTED.indexOf(b))))
                    .toList();
            stuck = order.get(0);
            drifting = order.get(1);
            biased = order.get(2);
        }

        Set<String> stations() {
            return Set.of(stuck, drifting, biased);
        }

        @Override
        public Observation changed(Observation recorded) {
            String station = recorded.station();
            if (recorded.time().isBefore(BROKEN_FROM)) {
                last.put(station, recorded.value());
                return recorded;
            }
            double value = recorded.value();
            if (station.equals(stuck)) {
                value = last.getOrDefault(station, value);
            } else if (station.equals(drifting)) {
                double days = Duration.between(BROKEN_FROM, recorded.time()).toDays();
                value += Math.min(FARTHEST, DRIFT * days);
            } else if (station.equals(biased)) {
                value += BIAS;
            }
            return new Observation(recorded.field(), station, recorded.time(), value);
        }

        @Override
        public int delay(Observation recorded) {
            return 0;
        }

        @Override
        public String toString() {
            return "stuck " + stuck + ", drifting " + drifting + ", biased " + biased;
        }
    }

    /** A share of the reports comes some days late. */
    private record Late(RandomStreams streams) implements Reports {
        @Override
        public Observation changed(Observation recorded) {
            return recorded;
        }

        @Override
        public int delay(Observation recorded) {
            RandomStreams.Stream stream = streams.stream(recorded.time().getEpochSecond(), Purpose.MEASUREMENT);
            long at = 2L * SORTED.indexOf(recorded.station());
            return stream.uniform(at) < LATE_SHARE ? 1 + (int) (MOST_DAYS_LATE * stream.uniform(at + 1)) : 0;
        }
    }

    /** The healthy stations' scores with three broken ones in the network. */
    public static Scores withBroken(IrishWindStudy study, Broken broken) throws IOException {
        return study.run(IrishWindStudy.field(Set.of(), ""), broken, healthy(broken));
    }

    /** Their scores without the three. */
    public static Scores withoutThem(IrishWindStudy study, Broken broken) throws IOException {
        return study.run(IrishWindStudy.field(broken.stations(), ""), IrishWindStudy.PUNCTUAL, healthy(broken));
    }

    public static Broken broken(long seed) {
        return new Broken(seed);
    }

    private static Set<String> healthy(Broken broken) {
        Set<String> healthy = new HashSet<>(STATIONS);
        healthy.removeAll(broken.stations());
        return healthy;
    }

    /** The scores of all stations where a share of the reports is late. */
    public static Scores late(IrishWindStudy study, String policy, long seed) throws IOException {
        String further = "late: {policy: " + policy + ", within: " + MOST_DAYS_LATE + "d}\n";
        return study.run(IrishWindStudy.field(Set.of(), further), new Late(new RandomStreams(seed, "late")), STATIONS);
    }

    /** Arguments: draws, and what to run: {@code faults}, {@code late} or both if absent. */
    public static void main(String[] arguments) throws IOException {
        int draws = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 3;
        String part = arguments.length > 1 ? arguments[1] : "";
        IrishWindStudy study = IrishWindStudy.load();
        if (!part.equals("late")) {
            Scores whole = study.run(IrishWindStudy.field(Set.of(), ""), IrishWindStudy.PUNCTUAL, STATIONS);
            print("all twelve healthy: crps %.4f rmse %.4f %s", whole.crps(), whole.rmse(), whole.verdicts());
            print("%-40s %-10s %-10s %-6s %s", "crps of the nine healthy", "with them", "without", "ratio", "verdicts");
            for (long draw = 1; draw <= draws; draw++) {
                Broken broken = broken(draw);
                Scores with = withBroken(study, broken);
                Scores without = withoutThem(study, broken);
                print(
                        "%-40s %-10.4f %-10.4f %-6.3f %s",
                        broken, with.crps(), without.crps(), with.crps() / without.crps(), with.verdicts());
            }
        }
        if (!part.equals("faults")) {
            print("%-8s %-8s %-8s %s", "late", "crps", "rmse", "draw");
            for (long draw = 1; draw <= draws; draw++) {
                for (String policy : List.of("drop", "carry", "replay")) {
                    Scores scores = late(study, policy, draw);
                    print("%-8s %-8.4f %-8.4f %d", policy, scores.crps(), scores.rmse(), draw);
                }
            }
        }
    }

    private static void print(String format, Object... arguments) {
        System.out.println(String.format(Locale.ROOT, format, arguments));
    }
}
