package io.fieldcast.tests.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The long forms of the table of faults, under the standard load: 1,000 observations a second from 500 sensors, a checkpoint every
 * five seconds, on processes that are killed. Prints a row of the table for each.
 */
public final class Reliability {
    private static final Logger log = LoggerFactory.getLogger(Reliability.class);
    private static final long SEED = 1;
    private static final int CRASHES = 5;
    private static final Map<String, Fault> FAULTS = new LinkedHashMap<>();

    static {
        FAULTS.put("R1", Reliability::taskManagerKills);
        FAULTS.put("R2", Reliability::jobManagerKills);
        FAULTS.put("R3", Reliability::brokerOutages);
        FAULTS.put("R4", Reliability::crashesBeforeCommit);
        FAULTS.put("R5", Reliability::longOutage);
    }

    /** Does it and says what came of it. */
    @FunctionalInterface
    private interface Fault {
        Row run() throws Exception;
    }

    private Reliability() {}

    /** The ids of the rows that are wanted, all if there is none; exits with 1 if one did not hold. */
    public static void main(String[] arguments) throws Exception {
        List<String> wanted = arguments.length == 0 ? List.copyOf(FAULTS.keySet()) : List.of(arguments);
        List<Row> rows = new ArrayList<>();
        for (String id : wanted) {
            Fault fault = FAULTS.get(id);
            if (fault == null) {
                throw new IllegalArgumentException("no row " + id + ", expected some of " + FAULTS.keySet());
            }
            rows.add(row(id, fault));
            System.out.println(rows.get(rows.size() - 1));
        }
        System.out.println("| Row | Fault | Asked | Measured |");
        System.out.println("|---|---|---|---|");
        rows.forEach(System.out::println);
        System.exit(rows.stream().allMatch(Row::held) ? 0 : 1);
    }

    /** One that breaks off must not keep the others from being tried. */
    private static Row row(String id, Fault fault) {
        try {
            return fault.run();
        } catch (Exception e) {
            log.error("broke off row={}", id, e);
            return new Row(id, "", "", "broke off, see the log", false);
        }
    }

    private static Row taskManagerKills() throws Exception {
        return kills("R1", "`kill -9` of a TaskManager", Kills.Victim.TASK_MANAGER, 20, 20);
    }

    private static Row jobManagerKills() throws Exception {
        return kills("R2", "`kill -9` of the JobManager", Kills.Victim.JOB_MANAGER, 10, 45);
    }

    private static Row kills(String id, String fault, Kills.Victim victim, int times, double seconds) throws Exception {
        Trial.Setting setting = Trial.Setting.STANDARD;
        try (Trial trial = Trial.start(victim == Kills.Victim.JOB_MANAGER ? setting.withHighAvailability() : setting)) {
            List<Kills.Kill> kills =
                    new Kills(trial, victim, setting.checkpoint(), SEED).run(times, System.out::println);
            Trial.Outcome outcome = trial.end();
            return new Row(
                    id,
                    fault + " × " + times,
                    "0 lost, 0 duplicate, digest of a run without; running again p95 ≤ " + (int) seconds + " s",
                    String.format(
                            Locale.ROOT,
                            "%s; p95 %.1f s; %d of the kills inside a checkpoint",
                            outcome,
                            Kills.p95(kills),
                            Kills.inCheckpoint(kills)),
                    outcome.isExactlyOnce() && Kills.p95(kills) <= seconds);
        }
    }

    private static Row brokerOutages() throws Exception {
        List<BrokerOutages.Outage> outages = new ArrayList<>();
        try (Trial trial = Trial.start(Trial.Setting.STANDARD)) {
            BrokerOutages broker = new BrokerOutages(trial);
            // Once for three seconds, once for a minute, then three times in a row.
            for (int seconds : new int[] {3, 60, 3, 3, 3}) {
                outages.add(broker.run(Duration.ofSeconds(seconds)));
                System.out.println("broker " + outages.get(outages.size() - 1));
            }
            Trial.Outcome outcome = trial.end();
            return new Row(
                    "R3",
                    "`kill -9` of the broker: 3 s, 60 s, three times in a row",
                    "checkpoints ≤ 60 s after return; caught up in ≤ 2 × the outage",
                    outages.stream().map(BrokerOutages.Outage::toString).collect(Collectors.joining("; ")) + "; "
                            + outcome,
                    outcome.isExactlyOnce() && outages.stream().allMatch(BrokerOutages.Outage::held));
        }
    }

    private static Row crashesBeforeCommit() throws Exception {
        List<CrashesBeforeCommit.Crash> crashes = new ArrayList<>();
        try (Trial trial = Trial.start(Trial.Setting.STANDARD)) {
            for (int i = 1; i <= CRASHES; i++) {
                crashes.add(new CrashesBeforeCommit(trial).run(CrashesBeforeCommit.Meanwhile.NOTHING));
                System.out.println("crash " + i + " " + crashes.get(i - 1));
            }
            Trial.Outcome outcome = trial.end();
            long hits = crashes.stream().filter(CrashesBeforeCommit.Crash::hit).count();
            return new Row(
                    "R4",
                    "crash between checkpoint and commit × " + CRASHES,
                    "0 lost, 0 duplicate",
                    outcome + "; " + hits + " of " + CRASHES + " crashes hit that window",
                    outcome.isExactlyOnce() && hits == CRASHES);
        }
    }

    private static Row longOutage() throws Exception {
        Trial.Setting setting = Trial.Setting.STANDARD.withTransactions(Duration.ofSeconds(20));
        try (Trial trial = Trial.start(setting);
                WatchedOutage outage = WatchedOutage.start(trial)) {
            WatchedOutage.Seen seen = outage.run(Duration.ofSeconds(45), System.out::println);
            return new Row(
                    "R5",
                    "crash before a commit, broker away for 45 s, transaction timeout 20 s",
                    "gap counter > 0 and an alert ≤ 2 min",
                    seen.toString(),
                    seen.held());
        }
    }
}
