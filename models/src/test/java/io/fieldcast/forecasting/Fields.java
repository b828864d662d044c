package io.fieldcast.forecasting;

import io.fieldcast.assimilation.AdaptiveInflation;
import io.fieldcast.assimilation.Inflation;
import io.fieldcast.domain.Forecast;
import io.fieldcast.domain.Observation;
import io.fieldcast.domain.Station;
import io.fieldcast.geometry.Network;
import io.fieldcast.geometry.Projection;
import io.fieldcast.numerics.RandomStreams;
import io.fieldcast.numerics.RandomStreams.Purpose;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Small fields, what they measure, and what tests ask of their states. */
final class Fields {
    static final int STATIONS = 6;

    private Fields() {}

    static FieldSettings settings() {
        return settings(
                new RepresentationSpec.Nodes(),
                DynamicsSpec.of("ide").with("gain", 0.8).with("width", 1),
                Instant.MAX);
    }

    /** The small field with other dynamics. */
    static FieldSettings settings(DynamicsSpec dynamics) {
        return settings(new RepresentationSpec.Nodes(), dynamics, Instant.MAX);
    }

    static FieldSettings settings(RepresentationSpec representation, DynamicsSpec dynamics, Instant learnUntil) {
        List<Station> stations = new ArrayList<>();
        for (int i = 0; i < STATIONS; i++) {
            stations.add(new Station("s" + i, 10 * (i % 3) + i, 14 * Math.floorDiv(i, 3)));
        }
        List<Station> virtual = List.of(new Station("between", 12, 6));
        return settings(
                new Network(stations, virtual, new Projection.Planar()), 12, representation, dynamics, learnUntil);
    }

    static FieldSettings settings(
            Network network,
            int members,
            RepresentationSpec representation,
            DynamicsSpec dynamics,
            Instant learnUntil) {
        return settings(
                network, members, representation, dynamics, learnUntil, new FieldSettings.Late(LatePolicy.CARRY, 3));
    }

    /** The small field with another filter and more members. */
    static FieldSettings settings(FilterSettings filter, boolean learnErrors) {
        FieldSettings usual = settings(new FieldSettings.Late(LatePolicy.CARRY, 3));
        return new FieldSettings(
                usual.name(),
                usual.seed(),
                usual.network(),
                usual.range(),
                usual.transform(),
                usual.mean(),
                usual.representation(),
                usual.dynamics(),
                usual.noise(),
                filter,
                new FieldSettings.QualitySettings(4, learnErrors),
                usual.late(),
                usual.combination(),
                usual.calibration(),
                usual.step(),
                usual.leads(),
                usual.levels(),
                usual.members(),
                usual.learnUntil());
    }

    /** The small field with another treatment of late observations, and enough members for covariances in time. */
    static FieldSettings settings(FieldSettings.Late late) {
        FieldSettings usual = settings();
        return settings(usual.network(), 40, usual.representation(), usual.dynamics(), usual.learnUntil(), late);
    }

    private static FieldSettings settings(
            Network network,
            int members,
            RepresentationSpec representation,
            DynamicsSpec dynamics,
            Instant learnUntil,
            FieldSettings.Late late) {
        return new FieldSettings(
                "test",
                5,
                network,
                new FieldSettings.PlausibleRange(-1e300, 1e300),
                new Transform.Identity(),
                new FieldSettings.Mean(new Harmonics(0, 1), 100, 0.25, 1000),
                representation,
                dynamics,
                new FieldSettings.Noise(0.4, 1, 0.02, 0.02, 0.003, Map.of()),
                FilterSettings.of(
                        FilterSettings.Kind.ETKF, members, 2, AdaptiveInflation.NONE, new Inflation.None(), false),
                new FieldSettings.QualitySettings(5, false),
                late,
                new FieldSettings.Combination(3, 2, 2000),
                new FieldSettings.CalibrationSettings(500, 0.005),
                Duration.ofHours(1),
                List.of(Duration.ofHours(1), Duration.ofHours(3)),
                List.of(0.05, 0.25, 0.5, 0.75, 0.95),
                true,
                learnUntil);
    }

    /** What passes over a station. */
    static double wave(double cycle, int station) {
        return 10 + 2 * Math.sin(0.4 * cycle - 0.5 * station);
    }

    static int index(String station) {
        return Integer.parseInt(station.substring(1));
    }

    /** What the stations report in a cycle: a wave that passes over them, and noise. */
    static List<Observation> observations(Forecaster forecaster, long cycle) {
        RandomStreams.Stream stream = new RandomStreams(9, "wave").stream(cycle, Purpose.MEASUREMENT);
        List<Observation> observations = new ArrayList<>();
        for (int i = 0; i < STATIONS; i++) {
            double value = wave((double) cycle, i) + 0.4 * stream.gaussian(i);
            observations.add(new Observation("test", "s" + i, forecaster.timeOf(cycle), value));
        }
        return observations;
    }

    /** The state after so many cycles of {@link #observations}. */
    static ForecastState run(Forecaster forecaster, int cycles) {
        ForecastState state = forecaster.start(1);
        for (int i = 0; i < cycles; i++) {
            state = forecaster
                    .cycle(state, observations(forecaster, state.cycle() + 1))
                    .next();
        }
        return state;
    }

    static byte[] bytes(ForecastState state) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            state.write(new DataOutputStream(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** All numbers of a result's forecasts, in their order. */
    static double[] numbers(CycleResult result) {
        return result.forecasts().stream().flatMapToDouble(Fields::numbers).toArray();
    }

    private static DoubleStream numbers(Forecast forecast) {
        return DoubleStream.concat(
                DoubleStream.of(forecast.mean()),
                IntStream.range(0, forecast.levels()).mapToDouble(forecast::quantile));
    }

    static boolean isFinite(ForecastState state) {
        boolean finite = state.ensemble().isFinite();
        for (ForecastState.Part part : ForecastState.Part.values()) {
            finite &= isFinite(part, state);
        }
        return finite;
    }

    static boolean isFinite(ForecastState.Part part, ForecastState state) {
        boolean finite = true;
        for (double value : state.part(part).values()) {
            // A sensor that never reported has no last value.
            finite &= Double.isFinite(value) || (part == ForecastState.Part.SENSORS && Double.isNaN(value));
        }
        return finite;
    }
}
