package io.fieldcast.forecasting;

import static org.assertj.core.api.Assertions.assertThat;

import io.fieldcast.domain.Observation;
import io.fieldcast.domain.Station;
import io.fieldcast.dynamics.IdeKernel;
import io.fieldcast.dynamics.LinearIde;
import io.fieldcast.geometry.Grid;
import io.fieldcast.geometry.Network;
import io.fieldcast.geometry.Projection;
import io.fieldcast.numerics.Ensemble;
import io.fieldcast.numerics.RandomStreams;
import io.fieldcast.numerics.RandomStreams.Purpose;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A field whose truth is known drifts eastwards over twenty stations. */
class TwinForecastTest {
    private static final int STATIONS = 20;
    private static final int CYCLES = 1_200;
    private static final double DRIFT = 2;

    private final RandomStreams streams = new RandomStreams(11, "twin");
    private final Grid grid = new Grid(20, 20, 0, 0, 1);

    @Test
    void beatsPersistenceAndClimatologyWithHonestBandsAndFindsTheDrift() {
        Network network = network();
        Forecaster forecaster = new Forecaster(
                Fields.settings(network, 64, new RepresentationSpec.Nodes(), DynamicsSpec.of("ide"), Instant.MAX));
        LinearIde kernel = LinearIde.onGrid(grid, IdeKernel.constant(IdeKernel.Rows.NORMALISED, 0.9, 6, 2 * DRIFT));
        double[] still = kernel.parameters().stream()
                .mapToDouble(parameter -> parameter.mean())
                .toArray();
        double[] drifting = still.clone();
        drifting[2] = kernel.parameters().get(2).transform().toUnconstrained(-DRIFT);
        LinearIde truth = kernel.fixedAt(drifting);
        LinearIde smoother = kernel.fixedAt(still);
        Ensemble field = Ensemble.ofState(grid.size(), 2);
        Ensemble stir = Ensemble.ofState(grid.size(), 2);
        double[] scratch = new double[truth.scratchSize(2)];

        ForecastState state = forecaster.start(1);
        Map<String, Double> numbers = Map.of();
        for (int cycle = 1; cycle <= CYCLES; cycle++) {
            truth.advance(field, 1, scratch);
            streams.stream(cycle, Purpose.PROCESS_NOISE).fillGaussian(0, stir.values(), 0, stir.values().length);
            smoother.advance(stir, 1, scratch);
            for (int i = 0; i < field.values().length; i++) {
                field.values()[i] += 1.4 * stir.values()[i];
            }
            CycleResult result = forecaster.cycle(state, observations(network, forecaster.timeOf(cycle), cycle, field));
            state = result.next();
            numbers = result.diagnostics().numbers();
        }

        assertThat(numbers.get("lead.1.skill")).as("against persistence").isGreaterThan(0.15);
        assertThat(numbers.get("lead.1.rmse")).as("in units of climatology's").isLessThan(0.8);
        assertThat(numbers.get("lead.1.coverage90")).isBetween(0.85, 0.95);
        assertThat(numbers.get("parameter.offset.x.high"))
                .as("comes from the west")
                .isLessThan(0);
    }

    private Network network() {
        RandomStreams.Stream where = streams.stream(0, Purpose.INITIAL_STATE);
        List<Station> stations = new ArrayList<>();
        for (int i = 0; i < STATIONS; i++) {
            stations.add(new Station("t" + i, 4 + 11 * where.uniform(2L * i), 4 + 11 * where.uniform(2L * i + 1)));
        }
        return new Network(stations, List.of(), new Projection.Planar());
    }

    private List<Observation> observations(Network network, Instant time, int cycle, Ensemble field) {
        RandomStreams.Stream noise = streams.stream(cycle, Purpose.MEASUREMENT);
        double[] weights = new double[grid.size()];
        List<Observation> observations = new ArrayList<>();
        for (int i = 0; i < STATIONS; i++) {
            grid.weights(network.x(i), network.y(i), weights);
            double value = 10 + 0.1 * noise.gaussian(i);
            for (int cell = 0; cell < weights.length; cell++) {
                value += weights[cell] * field.values()[2 * cell];
            }
            observations.add(new Observation("test", network.stations().get(i).id(), time, value));
        }
        return observations;
    }
}
