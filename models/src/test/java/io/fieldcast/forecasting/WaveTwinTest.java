package io.fieldcast.forecasting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.fieldcast.domain.Observation;
import io.fieldcast.domain.Station;
import io.fieldcast.dynamics.Edge;
import io.fieldcast.dynamics.Propagator;
import io.fieldcast.dynamics.hamiltonian.HamiltonianField;
import io.fieldcast.geometry.Grid;
import io.fieldcast.geometry.Network;
import io.fieldcast.geometry.Projection;
import io.fieldcast.numerics.Ensemble;
import io.fieldcast.numerics.RandomStreams;
import io.fieldcast.numerics.RandomStreams.Purpose;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Dynamics with hidden layers in the whole operator: waves whose truth is known, and compositions on the usual small field. */
class WaveTwinTest {
    private static final int STATIONS = 20;
    private static final RepresentationSpec.Cells CELLS = new RepresentationSpec.Cells(8, 0.3);
    private static final double TRUE_SPEED = 3;
    private static final double TRUE_FREQUENCY = 0.4;
    private static final double TRUE_FRICTION = 0.05;

    private static final RandomStreams STREAMS = new RandomStreams(23, "waves");
    private final Network network = network();

    /** The truth has the same walls as the model: waves that turn round elsewhere would say other things of their speed. */
    private final Grid grid = CELLS.build(network);

    @Test
    void aFilterThatSeesWavesFindsTheirSpeedFromBothSides() {
        for (double guess : new double[] {0.6 * TRUE_SPEED, 1.6 * TRUE_SPEED}) {
            double[] found = learnedSpeed(guess, 400);
            System.out.printf("figure wave speed: truth %.2f, guess %.2f, learned %.2f%n", TRUE_SPEED, guess, found[0]);
            assertThat(Math.abs(found[0] - TRUE_SPEED))
                    .as("from %s", guess)
                    .isLessThan(0.4 * Math.abs(guess - TRUE_SPEED));
            assertThat(found[1]).as("skill").isPositive();
        }
    }

    /** The mean learned wave speed, and the skill against persistence, after so many cycles. */
    private double[] learnedSpeed(double guess, int cycles) {
        DynamicsSpec waves = DynamicsSpec.of("hamiltonian-field")
                .with("speed", guess / network.radius())
                .with("bases", 1)
                .with("frequency", TRUE_FREQUENCY)
                .with("friction", TRUE_FRICTION);
        Forecaster forecaster = new Forecaster(Fields.settings(network, 48, CELLS, waves, Instant.MAX));
        HamiltonianField truth = HamiltonianField.on(grid, Edge.WALLS)
                .bases(1, 1)
                .speed(TRUE_SPEED)
                .frequency(TRUE_FREQUENCY)
                .friction(TRUE_FRICTION)
                .build();
        int rows = truth.stateSize();
        Ensemble field = Ensemble.of(
                2,
                List.of(
                        new Ensemble.Block(Propagator.STATE, 0, rows),
                        new Ensemble.Block(Propagator.PARAMETERS, rows, 3)));
        for (int p = 0; p < 3; p++) {
            Arrays.fill(
                    field.values(),
                    2 * (rows + p),
                    2 * (rows + p + 1),
                    truth.parameters().get(p).mean());
        }
        FieldNoise noise = new FieldNoise(grid, 8);
        double[] scratch = new double[truth.scratchSize(2)];
        double[] push = new double[rows];
        ForecastState state = forecaster.start(1);
        Map<String, Double> numbers = Map.of();
        for (int cycle = 1; cycle <= cycles; cycle++) {
            truth.advance(field, 1, scratch);
            STREAMS.stream(cycle, Purpose.PROCESS_NOISE).fillGaussian(0, push, 0, rows);
            noise.correlate(8, 2, push, 0);
            for (int i = 0; i < rows; i++) {
                field.values()[rows + i] += 0.3 * push[i];
            }
            CycleResult result = forecaster.cycle(state, observations(forecaster.timeOf(cycle), cycle, field));
            state = result.next();
            numbers = result.diagnostics().numbers();
            assertThat(Math.abs(numbers.getOrDefault("energy.ledger.unbooked", Double.NaN)))
                    .isLessThanOrEqualTo(1e-10 * Math.max(1, numbers.getOrDefault("energy.ledger.end", Double.NaN)));
        }
        return new double[] {
            numbers.getOrDefault("parameter.speed.0.mean", Double.NaN), numbers.getOrDefault("lead.1.skill", Double.NaN)
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"hamiltonian-field", "composition", "conserving-composition"})
    void hiddenLayersRunThroughTheWholeOperatorAndRepeatThemselves(String kind) {
        DynamicsSpec spec = DynamicsSpec.of(kind);
        DynamicsSpec dynamics = kind.equals("hamiltonian-field") ? spec : spec.with("lags", 2);
        FieldSettings settings = Fields.settings(new RepresentationSpec.Cells(8, 0.3), dynamics, Instant.MAX);
        Forecaster forecaster = new Forecaster(settings);
        ForecastState state = Fields.run(forecaster, 80);
        CycleResult result = forecaster.cycle(state, Fields.observations(forecaster, state.cycle() + 1));
        CycleResult again = new Forecaster(settings).cycle(state, Fields.observations(forecaster, state.cycle() + 1));
        assertThat(Fields.bytes(again.next())).isEqualTo(Fields.bytes(result.next()));
        assertThat(Fields.isFinite(result.next())).isTrue();
        Map<String, Double> numbers = result.diagnostics().numbers();
        assertThat(numbers).containsEntry("notfinite", 0.0).containsEntry("members.redrawn", 0.0);
        assertThat(numbers.getOrDefault("energy.ledger.unbooked", Double.NaN))
                .isCloseTo(0, within(1e-10 * Math.max(1, numbers.getOrDefault("energy.ledger.end", Double.NaN))));
        assertThat(numbers.getOrDefault("lead.1.rmse", Double.NaN))
                .as("in units of climatology's")
                .isLessThan(1);
    }

    @Test
    void aCompositionLivesOnStationsAndBisquaresToo() {
        DynamicsSpec dynamics = DynamicsSpec.of("composition").with("lags", 1);
        for (RepresentationSpec representation :
                List.of(new RepresentationSpec.Nodes(), new RepresentationSpec.Bisquare(List.of(3), 0.3))) {
            Forecaster forecaster = new Forecaster(Fields.settings(representation, dynamics, Instant.MAX));
            ForecastState state = Fields.run(forecaster, 60);
            assertThat(Fields.isFinite(state)).isTrue();
            assertThat(state.ensemble().block(Propagator.STATE).rows() % 3)
                    .as("field, momentum and lag")
                    .isZero();
        }
    }

    private static Network network() {
        RandomStreams.Stream where = STREAMS.stream(0, Purpose.INITIAL_STATE);
        List<Station> stations = new ArrayList<>();
        for (int i = 0; i < STATIONS; i++) {
            stations.add(new Station("w" + i, 30 * where.uniform(2L * i), 30 * where.uniform(2L * i + 1)));
        }
        return new Network(stations, List.of(), new Projection.Planar());
    }

    private List<Observation> observations(Instant time, int cycle, Ensemble field) {
        RandomStreams.Stream noise = STREAMS.stream(cycle, Purpose.MEASUREMENT);
        double[] weights = new double[grid.size()];
        List<Observation> observations = new ArrayList<>();
        for (int i = 0; i < STATIONS; i++) {
            grid.weights(network.x(i), network.y(i), weights);
            double value = 10 + 0.05 * noise.gaussian(i);
            for (int cell = 0; cell < weights.length; cell++) {
                value += weights[cell] * field.values()[2 * cell];
            }
            observations.add(new Observation("test", network.stations().get(i).id(), time, value));
        }
        return observations;
    }
}
