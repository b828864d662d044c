package io.fieldcast.forecasting;

import io.fieldcast.domain.Check;
import io.fieldcast.domain.Observation;
import io.fieldcast.forecasting.ForecastState.Part;
import io.fieldcast.geometry.Network;
import io.fieldcast.numerics.Ensemble;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * A field's recorded observations as the standardised anomalies that its forecaster would have seen: transformed, less the mean of the
 * season, in units of the usual deviation, mean and deviation being those learned from earlier cycles only. Confined to one thread.
 */
public final class AnomalyHistory {
    /** As the forecaster clamps them. */
    private static final double LARGEST = 100;

    private final FieldSettings settings;
    private final Network network;
    private final Climate climate;
    private final CycleClock clock;
    private final ForecastState state;
    private final List<double[]> cycles = new ArrayList<>();
    private long first;

    /** A history without observations. */
    public AnomalyHistory(FieldSettings settings) {
        this.settings = settings;
        this.network = settings.network();
        this.climate = new Climate(settings.mean(), new Places(network));
        this.clock = new CycleClock(settings.step().toMillis());
        Map<Part, Table> tables = new EnumMap<>(Part.class);
        tables.put(Part.MEAN, climate.startMean());
        tables.put(Part.MEAN_COVARIANCE, climate.startMeanCovariance());
        tables.put(Part.SCALE, climate.startScale());
        this.state = new ForecastState(0, 0, Ensemble.ofState(1, 2), tables, RecentReports.NONE);
    }

    /** Takes in observations in the order of their time, those of unknown stations and of implausible values left out. */
    public void addAll(List<Observation> sorted) {
        int at = 0;
        while (at < sorted.size()) {
            long cycle = clock.cycleOf(sorted.get(at).time());
            int end = at;
            while (end < sorted.size() && clock.cycleOf(sorted.get(end).time()) == cycle) {
                end++;
            }
            add(cycle, sorted.subList(at, end));
            at = end;
        }
    }

    private void add(long cycle, List<Observation> observations) {
        if (cycles.isEmpty()) {
            first = cycle;
        }
        Check.that(cycle >= first + cycles.size(), "observations are not in the order of their time");
        while (first + cycles.size() <= cycle) {
            double[] gap = new double[network.stations().size()];
            Arrays.fill(gap, Double.NaN);
            cycles.add(gap);
        }
        List<Observation> usable = observations.stream()
                .filter(each ->
                        network.measures(each.station()) && settings.range().contains(each.value()))
                .toList();
        int[] station = new int[usable.size()];
        double[] values = new double[usable.size()];
        for (int i = 0; i < station.length; i++) {
            station[i] = network.index(usable.get(i).station());
            values[i] = settings.transform().forward(usable.get(i).value());
        }
        climate.welcome(state, station, values, station.length);
        double[] scales = new double[network.places().size()];
        climate.scales(state, scales);
        double[] anomalies = cycles.get(cycles.size() - 1);
        for (int i = 0; i < station.length; i++) {
            double mean = climate.mean(state, station[i], usable.get(i).time());
            double anomaly = (values[i] - mean) / scales[station[i]];
            anomalies[station[i]] = Math.max(-LARGEST, Math.min(LARGEST, anomaly));
        }
        for (int i = 0; i < station.length; i++) {
            climate.learn(state, station[i], usable.get(i).time(), values[i]);
        }
    }

    /** Number of cycles from the first observation to the last. */
    public int cycles() {
        return cycles.size();
    }

    /** Time of the first cycle. */
    public Instant start() {
        return clock.timeOf(first);
    }

    /** Time from one cycle to the next. */
    public Duration step() {
        return settings.step();
    }

    /** The anomalies of all cycles, cycles × stations, row-major, NaN where nothing was observed. */
    public double[] values() {
        int stations = network.stations().size();
        double[] values = new double[cycles.size() * stations];
        for (int cycle = 0; cycle < cycles.size(); cycle++) {
            System.arraycopy(cycles.get(cycle), 0, values, cycle * stations, stations);
        }
        return values;
    }
}
