package io.fieldcast.monitoring;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Every meter of our own. The set is closed: dashboards, alerts and the README's table ask for these and no others. Each carries the
 * tag {@code field}, some one bounded tag more; none carries a station. Ratios and sigmas mean the same for every field; what has no
 * base unit is in the field's transformed unit.
 */
public enum ForecastMeter {
    OBSERVATIONS_ACCEPTED(
            "forecast.observations.accepted",
            Kind.COUNTER,
            "observations",
            "",
            "Observations compared with a forecast"),
    OBSERVATIONS_REJECTED(
            "forecast.observations.rejected",
            Kind.COUNTER,
            "observations",
            "code",
            "Observations turned away, by quality-control code"),
    OBSERVATIONS_LATE(
            "forecast.observations.late",
            Kind.COUNTER,
            "observations",
            "",
            "Observations that came after their cycle had run"),
    DEAD_LETTERS(
            "forecast.dead.letters",
            Kind.COUNTER,
            "letters",
            "reason",
            "Records that could not become an observation, by what was wrong with them"),
    LATENCY(
            "forecast.latency",
            Kind.TIMER,
            "seconds",
            "",
            "From the last observation of a cycle entering Kafka to its forecasts; the lateness that is waited for is in it"),
    PROCESSING_LATENCY(
            "forecast.processing.latency",
            Kind.TIMER,
            "seconds",
            "",
            "From the record that completed a cycle entering Kafka to the cycle's forecasts; nothing is waited for"),
    INNOVATION_RMS(
            "forecast.innovation.rms",
            Kind.GAUGE,
            "sigma",
            "",
            "Root mean square of observed minus forecast over expected spread; near 1 is healthy"),
    INNOVATION_BIAS(
            "forecast.innovation.bias",
            Kind.GAUGE,
            "sigma",
            "",
            "Mean of observed minus forecast over expected spread; near 0 is healthy"),
    INNOVATION_CHI2(
            "forecast.innovation.chi2",
            Kind.GAUGE,
            "ratio",
            "",
            "Innovations against their whole expected covariance; near 1 is healthy, above it the ensemble is too sure"),
    SPREAD_SKILL(
            "forecast.spread.skill",
            Kind.GAUGE,
            "ratio",
            "",
            "Spread that innovations should have over the one they had; near 1 is healthy, below it the ensemble is too sure"),
    RANKS(
            "forecast.ranks",
            Kind.COUNTER,
            "observations",
            "rank",
            "Observations by their rank among the members, in ten classes; even classes are healthy"),
    INFLATION(
            "forecast.inflation",
            Kind.GAUGE,
            "ratio",
            "",
            "Mean factor on the ensemble's covariance that adaptive inflation has learned"),
    MEMBERS_REDRAWN(
            "forecast.members.redrawn",
            Kind.COUNTER,
            "members",
            "",
            "Members that the dynamics lost and that were drawn anew from the others"),
    SPREAD(
            "forecast.spread",
            Kind.GAUGE,
            "",
            "",
            "Standard deviation of the ensemble at the stations, before the analysis"),
    SKILL(
            "forecast.skill",
            Kind.GAUGE,
            "ratio",
            "lead",
            "1 minus squared error over that of persistence; above 0 is better than persistence"),
    COVERAGE_90("forecast.coverage90", Kind.GAUGE, "ratio", "lead", "Share of observations inside the 90 % band"),
    CRPS("forecast.crps", Kind.GAUGE, "", "lead", "Continuous ranked probability score; smaller is better"),
    BIAS(
            "forecast.bias",
            Kind.GAUGE,
            "sigma",
            "lead",
            "Mean of forecast minus observed in the last cycle, in standard deviations of each station; near 0 over time is healthy"),
    PARAMETER_MEAN("forecast.parameter.mean", Kind.GAUGE, "", "parameter", "Ensemble mean of a learned parameter"),
    PARAMETER_LOW(
            "forecast.parameter.low", Kind.GAUGE, "", "parameter", "Lower end of a learned parameter's 90 % band"),
    PARAMETER_HIGH(
            "forecast.parameter.high", Kind.GAUGE, "", "parameter", "Upper end of a learned parameter's 90 % band"),
    NOISE(
            "forecast.noise",
            Kind.GAUGE,
            "",
            "term",
            "Learned variance of the field's noise, of the stations' own and of the observations', over a station's variance"),
    ENERGY("forecast.energy", Kind.GAUGE, "", "", "Mean over members of half the sum of squares of the anomaly field"),
    ENERGY_FLOW(
            "forecast.energy.flow",
            Kind.GAUGE,
            "",
            "entry",
            "Entries of the last cycle's energy ledger: what dynamics, noise and analysis moved, and what nobody booked"),
    MASS("forecast.mass", Kind.GAUGE, "", "", "Mean over members of the sum of the anomaly field"),
    LYAPUNOV(
            "forecast.lyapunov.leading",
            Kind.GAUGE,
            "",
            "",
            "Rate at which small errors grow in a step of the dynamics; above 0 is chaotic"),
    HORIZON(
            "forecast.predictability.horizon",
            Kind.GAUGE,
            "steps",
            "",
            "Steps until growing errors reach half the variance of the climatology, at most 1000"),
    CYCLES("forecast.cycles", Kind.COUNTER, "cycles", "", "Cycles run"),
    STEP("forecast.step", Kind.GAUGE, "seconds", "", "Time from one cycle to the next"),
    LAST_RUN(
            "forecast.last.run",
            Kind.GAUGE,
            "seconds",
            "",
            "When the last cycle ran, or before the first when the field was opened, since 1970"),
    LAST_TIME("forecast.last.time", Kind.GAUGE, "seconds", "", "Which time the last cycle was for, since 1970"),
    GAPS(
            "forecast.gaps",
            Kind.COUNTER,
            "cycles",
            "",
            "Cycles missing from what was committed to Kafka; anything but 0 is a loss"),
    CYCLE_TIME("forecast.cycle.time", Kind.TIMER, "seconds", "", "Time that one cycle took"),
    CYCLE_FAILURES(
            "forecast.cycle.failures",
            Kind.COUNTER,
            "failures",
            "verdict",
            "Cycles whose numerics failed, so that the last good state stands"),
    CHANGES(
            "forecast.changes",
            Kind.COUNTER,
            "changes",
            "code",
            "Changes of model and settings that came through the control topic, by what became of them"),
    WARM_UP(
            "forecast.warm.up",
            Kind.GAUGE,
            "cycles",
            "",
            "Cycles until the bands may be taken to have settled, after a start or a change; 0 is settled");

    /** How a meter's value moves. */
    public enum Kind {
        /** Only grows while the process lives. */
        COUNTER,
        /** The value now. */
        GAUGE,
        /** Durations, counted by bucket. */
        TIMER
    }

    private static final Map<String, ForecastMeter> BY_NAME = Arrays.stream(values())
            .collect(Collectors.toUnmodifiableMap(ForecastMeter::meterName, Function.identity()));

    private final String meterName;
    private final Kind kind;
    private final String baseUnit;
    private final String tag;
    private final String description;

    ForecastMeter(String meterName, Kind kind, String baseUnit, String tag, String description) {
        this.meterName = meterName;
        this.kind = kind;
        this.baseUnit = baseUnit;
        this.tag = tag;
        this.description = description;
    }

    /** Dotted lower-case name, the same in Flink's metrics and in Micrometer. */
    public String meterName() {
        return meterName;
    }

    public Kind kind() {
        return kind;
    }

    /** Base unit; empty for a value in the field's transformed unit. */
    public Optional<String> baseUnit() {
        return baseUnit.isEmpty() ? Optional.empty() : Optional.of(baseUnit);
    }

    /** Key of the tag that it carries beside {@code field}, if any. */
    public Optional<String> tag() {
        return tag.isEmpty() ? Optional.empty() : Optional.of(tag);
    }

    /** One line for a person. */
    public String description() {
        return description;
    }

    /** The meter of that dotted name, if it is one of ours. */
    public static Optional<ForecastMeter> named(String meterName) {
        return Optional.ofNullable(BY_NAME.get(meterName));
    }
}
