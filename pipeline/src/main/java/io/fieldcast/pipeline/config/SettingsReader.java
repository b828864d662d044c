package io.fieldcast.pipeline.config;

import io.fieldcast.assimilation.AdaptiveInflation;
import io.fieldcast.assimilation.Inflation;
import io.fieldcast.forecasting.FieldSettings;
import io.fieldcast.forecasting.FilterSettings;
import io.fieldcast.forecasting.Harmonics;
import io.fieldcast.forecasting.LatePolicy;
import io.fieldcast.forecasting.RepresentationSpec;
import io.fieldcast.forecasting.Transform;
import io.fieldcast.observation.Localization;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/** Reads what decides a field's forecasts, with defaults that follow from the size of the network and the step. */
final class SettingsReader {
    /** Up to so many stations each is a node of its own; beyond, a few functions stand for the field. */
    private static final int SMALL_NETWORK = 64;

    /** Every step kept costs a row of the ensemble for each station. */
    private static final int MOST_LATE_STEPS = 240;

    private static final Map<String, FilterSettings.Kind> FILTERS = new TreeMap<>(Map.of(
            "etkf", FilterSettings.Kind.ETKF,
            "letkf", FilterSettings.Kind.LETKF,
            "local-serial", FilterSettings.Kind.LOCAL_SERIAL,
            "denkf", FilterSettings.Kind.DENKF,
            "enkf", FilterSettings.Kind.STOCHASTIC,
            "enkf-n", FilterSettings.Kind.FINITE_SIZE));

    private static final int MOST_OBSERVATIONS = 1_000_000;
    private static final double MOST = Double.MAX_VALUE;

    private final Section root;
    private final boolean small;
    private final int stations;
    private final Set<String> stationIds;
    private final boolean subDaily;
    private String representation = "";

    SettingsReader(Section root, Set<String> stationIds, Duration step) {
        this.root = root;
        this.stationIds = stationIds;
        this.stations = stationIds.size();
        this.small = stations <= SMALL_NETWORK;
        this.subDaily = step.compareTo(Duration.ofDays(1)) < 0;
    }

    FieldSettings.PlausibleRange range() {
        Section section = root.section("range");
        double lowest = section.number("lowest", -1e12, -MOST, MOST);
        double highest = section.number("highest", 1e12, -MOST, MOST);
        if (lowest >= highest) {
            section.problem("highest", "expected more than lowest " + lowest + ", got " + highest);
        }
        return new FieldSettings.PlausibleRange(lowest, highest);
    }

    Transform transform() {
        Section section = root.section("transform");
        String kind = section.choice("kind", "identity", List.of("identity", "sqrt", "log"));
        double shift = section.number("shift", kind.equals("log") ? 1 : 0, 0, MOST);
        return switch (kind) {
            case "sqrt" -> new Transform.SquareRoot(shift);
            case "log" -> new Transform.Logarithm(shift);
            default -> new Transform.Identity();
        };
    }

    FieldSettings.Mean mean() {
        Section section = root.section("mean");
        Harmonics harmonics =
                new Harmonics(section.integer("annual", 2, 0, 6), section.integer("daily", subDaily ? 2 : 0, 0, 6));
        double memory = section.number("memory", 0, 0, MOST);
        return new FieldSettings.Mean(
                harmonics,
                section.number("prior_constant", 100, 1e-9, MOST),
                section.number("prior_harmonic", 0.25, 1e-9, MOST),
                memory == 0 ? Double.POSITIVE_INFINITY : memory);
    }

    RepresentationSpec representation() {
        Section section = root.section("representation");
        String kind = section.choice("kind", small ? "nodes" : "bisquare", List.of("nodes", "cells", "bisquare"));
        representation = kind;
        return switch (kind) {
            case "cells" -> new RepresentationSpec.Cells(section.integer("along", 16, 6, 512), margin(section));
            case "bisquare" -> new RepresentationSpec.Bisquare(resolutions(section), margin(section));
            default -> new RepresentationSpec.Nodes();
        };
    }

    private static List<Integer> resolutions(Section section) {
        List<Integer> along = section.integers("along", List.of(4, 8));
        if (along.isEmpty() || along.stream().anyMatch(count -> count < 1 || count > 64)) {
            section.problem("along", "expected numbers in 1..64, got " + along);
            return List.of(4);
        }
        return along;
    }

    private static double margin(Section section) {
        return section.number("margin", 0.2, 0, 10);
    }

    FieldSettings.Noise noise() {
        Section section = root.section("noise");
        return new FieldSettings.Noise(
                section.number("field", 0.6, 0.05, 3),
                section.number("reach", 3.6, 0.3, 10),
                section.number("local", 0.01, 1e-9, 10),
                section.number("observation", 0.01, 1e-9, 10),
                section.number("rate", 0.003, 0, 1),
                errorFactors(section.section("stations")));
    }

    /** Factors on the error variance of single stations. */
    private Map<String, Double> errorFactors(Section section) {
        Map<String, Double> factors = new HashMap<>();
        for (String id : section.keys()) {
            if (!stationIds.contains(id)) {
                section.problem(id, "is not a station of the network");
            }
            factors.put(id, section.number(id, 1, 1e-6, 1e6));
        }
        return Map.copyOf(factors);
    }

    FilterSettings filter() {
        Section section = root.section("filter");
        String fallback = representation.equals("cells") ? "local-serial" : "etkf";
        String name = section.choice("kind", fallback, List.copyOf(FILTERS.keySet()));
        FilterSettings.Kind kind = Objects.requireNonNull(FILTERS.get(name), "one of the allowed");
        int members = section.integer("members", 64, 4, 4096);
        double radius = section.number("radius", FilterSettings.FROM_DENSITY, 0, 1e6);
        int most = section.integer("most_observations", 0, 0, MOST_OBSERVATIONS);
        double staticShare = section.number("static_share", 0, 0, 1);
        if (staticShare > 0 && kind != FilterSettings.Kind.DENKF) {
            section.problem("static_share", "expected 0 for the filter " + name + ", only denkf has one");
            staticShare = 0;
        }
        double merged = section.number("merge_within", 0, 0, 10);
        // These two have their own way of widening the prior.
        boolean adaptive = kind != FilterSettings.Kind.FINITE_SIZE && staticShare == 0;
        Widening widening = widening(section.section("inflation"), adaptive);
        return new FilterSettings(
                kind,
                members,
                radius,
                most == 0 ? Localization.ALL : most,
                staticShare,
                merged,
                widening.prior(),
                widening.posterior(),
                section.flag("rotated", false),
                section.integer("threads", 1, 1, 256));
    }

    private record Widening(AdaptiveInflation prior, Inflation posterior) {}

    private static Widening widening(Section section, boolean adaptive) {
        String method = section.choice(
                "kind", adaptive ? "adaptive" : "none", List.of("adaptive", "none", "multiplicative", "rtpp", "rtps"));
        double factor = section.number("factor", method.equals("multiplicative") ? 1.02 : 0.3, 0, 2);
        if (method.equals("multiplicative") && factor < 1) {
            section.problem("factor", "expected at least 1 for multiplicative inflation, got " + factor);
            factor = 1;
        }
        if (method.equals("rtpp") && factor > 1) {
            section.problem("factor", "expected at most 1 for rtpp, got " + factor);
            factor = 1;
        }
        Inflation posterior = switch (method) {
            case "multiplicative" -> new Inflation.Multiplicative(factor);
            case "rtpp" -> new Inflation.PriorPerturbations(factor);
            case "rtps" -> new Inflation.PriorSpread(factor);
            default -> new Inflation.None();
        };
        double surprise = section.number("surprise", 0, 0, 100);
        AdaptiveInflation learning = surprise == 0
                ? AdaptiveInflation.standard()
                : AdaptiveInflation.standard().surprisedBeyond(surprise);
        return new Widening(method.equals("adaptive") ? learning : AdaptiveInflation.NONE, posterior);
    }

    FieldSettings.QualitySettings quality() {
        Section section = root.section("quality");
        return new FieldSettings.QualitySettings(
                section.number("outlier", 4, 1, 1000), section.flag("learn_errors", true));
    }

    FieldSettings.Late late(Duration step) {
        Section section = root.section("late");
        String policy = section.choice("policy", "carry", List.of("drop", "carry", "replay"));
        Duration within = section.duration("within", step.multipliedBy(3), Duration.ZERO);
        long steps = -Math.floorDiv(-within.toMillis(), step.toMillis());
        if (steps > MOST_LATE_STEPS) {
            section.problem("within", "expected at most " + MOST_LATE_STEPS + " steps, got " + steps);
            steps = 0;
        }
        LatePolicy chosen = LatePolicy.valueOf(policy.toUpperCase(Locale.ROOT));
        return new FieldSettings.Late(chosen, chosen == LatePolicy.DROP ? 0 : (int) steps);
    }

    FieldSettings.Combination combination() {
        Section section = root.section("combination");
        return new FieldSettings.Combination(
                section.integer("neighbours", Math.min(stations, small ? 11 : 4), 0, 64),
                section.integer("lags", small ? 2 : 1, 1, 8),
                section.number("memory", 5000, 10, MOST));
    }

    FieldSettings.CalibrationSettings calibration() {
        Section section = root.section("calibration");
        return new FieldSettings.CalibrationSettings(
                section.number("memory", 1000, 10, MOST), section.number("rate", 0.002, 1e-6, 0.1));
    }
}
