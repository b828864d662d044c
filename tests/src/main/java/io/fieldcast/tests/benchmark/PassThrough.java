package io.fieldcast.tests.benchmark;

import io.fieldcast.assimilation.Verdict;
import io.fieldcast.domain.Diagnostics;
import io.fieldcast.domain.Forecast;
import io.fieldcast.domain.Observation;
import io.fieldcast.domain.QcCode;
import io.fieldcast.domain.Quality;
import io.fieldcast.domain.Station;
import io.fieldcast.domain.StationAnalysis;
import io.fieldcast.forecasting.CycleModel;
import io.fieldcast.forecasting.CycleResult;
import io.fieldcast.forecasting.FieldSettings;
import io.fieldcast.forecasting.ForecastState;
import io.fieldcast.forecasting.Forecaster;
import io.fieldcast.geometry.Network;
import io.fieldcast.geometry.Projection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Sends as many messages as the forecaster does, of the same size, and computes nothing: what is left is the cost of the stream.
 * The latest value of a station is its forecast. Confined to one thread.
 */
final class PassThrough implements CycleModel {
    /** Keeps the clock and makes the states, with a network of a single station. */
    private final Forecaster clock;

    private final FieldSettings settings;
    private final double[] levels;
    private final Map<String, Double> latest = new HashMap<>();

    PassThrough(FieldSettings settings) {
        this.settings = settings;
        this.levels =
                settings.levels().stream().mapToDouble(Double::doubleValue).toArray();
        this.clock = new Forecaster(withNetwork(
                settings, new Network(settings.network().stations().subList(0, 1), List.of(), Projection.planar())));
    }

    @Override
    public long cycleOf(Instant time) {
        return clock.cycleOf(time);
    }

    @Override
    public Instant timeOf(long cycle) {
        return clock.timeOf(cycle);
    }

    @Override
    public ForecastState start(long firstCycle) {
        return clock.start(firstCycle);
    }

    @Override
    public boolean takes(long cycle, long next, long first) {
        return clock.takes(cycle, next, first);
    }

    @Override
    public ForecastState adopt(ForecastState state) {
        return clock.adopt(state);
    }

    @Override
    public ForecastState takeOver(ForecastState state, FieldSettings madeWith) {
        return clock.takeOver(state, madeWith);
    }

    @Override
    public CycleResult cycle(ForecastState state, List<Observation> observations, Consumer<List<Forecast>> issued) {
        ForecastState next = clock.start(state.cycle() + 2);
        Instant time = timeOf(next.cycle());
        List<Quality> quality = new ArrayList<>(observations.size());
        for (Observation observation : observations) {
            latest.put(observation.station(), observation.value());
            quality.add(new Quality(observation, QcCode.ASSIMILATED, time, observation.value() / 3, 1.0 / 3));
        }
        List<Station> places = settings.network().places();
        List<Forecast> forecasts =
                new ArrayList<>(places.size() * settings.leads().size());
        for (Duration lead : settings.leads()) {
            for (Station place : places) {
                forecasts.add(forecast(place.id(), time, lead));
            }
        }
        issued.accept(forecasts);
        List<StationAnalysis> analyses = new ArrayList<>(places.size());
        for (Station place : places) {
            analyses.add(new StationAnalysis(settings.name(), place.id(), time, value(place.id()), 1.0 / 3, false));
        }
        TreeMap<String, Double> numbers = new TreeMap<>();
        for (int i = 0; i < 20; i++) {
            numbers.put("number." + i, i / 3.0);
        }
        Diagnostics diagnostics = new Diagnostics(settings.name(), time, Collections.unmodifiableSortedMap(numbers));
        return new CycleResult(next, Verdict.OK, forecasts, analyses, quality, diagnostics);
    }

    /** Numbers with as many digits as a forecaster's, since digits cost. */
    private Forecast forecast(String place, Instant time, Duration lead) {
        double value = value(place);
        double[] quantiles = new double[levels.length];
        for (int i = 0; i < quantiles.length; i++) {
            quantiles[i] = value + (levels[i] - 0.5) / 3;
        }
        return new Forecast(settings.name(), place, time, lead, value, levels, quantiles);
    }

    private double value(String place) {
        return latest.getOrDefault(place, 0.0);
    }

    private static FieldSettings withNetwork(FieldSettings of, Network network) {
        return new FieldSettings(
                of.name(),
                of.seed(),
                network,
                of.range(),
                of.transform(),
                of.mean(),
                of.representation(),
                of.dynamics(),
                of.noise(),
                of.filter(),
                of.quality(),
                of.late(),
                new FieldSettings.Combination(0, 1, of.combination().memory()),
                of.calibration(),
                of.step(),
                of.leads(),
                of.levels(),
                of.members(),
                of.learnUntil());
    }
}
