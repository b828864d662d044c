package io.fieldcast.forecasting;

import io.fieldcast.domain.Check;
import io.fieldcast.dynamics.Layer;
import io.fieldcast.dynamics.Parameter;
import io.fieldcast.dynamics.ParameterTransform;
import io.fieldcast.dynamics.Propagator;
import io.fieldcast.geometry.Network;
import io.fieldcast.geometry.Representation;
import io.fieldcast.numerics.DenseKernels;
import io.fieldcast.numerics.Ensemble;
import io.fieldcast.numerics.Ensemble.Block;
import io.fieldcast.numerics.NoiseDraw;
import io.fieldcast.numerics.RandomStreams;
import io.fieldcast.numerics.RandomStreams.Purpose;
import io.fieldcast.observation.ObservationOperator;
import io.fieldcast.observation.RowPlaces;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The ensemble of a field: what its rows mean, how it starts, how it moves, what it expects at each place.
 *
 * <p>Rows: the {@linkplain Layer layers} of the anomaly field on its representation, what each station has of its own (a slow autoregression), the {@link Trail}
 * of the latest cycles, the dynamics' parameters, and the damping of the stations' own part. An anomaly is in units of its station's standard deviation. Owns
 * working memory, hence confined to one thread.
 */
final class FieldModel {
    static final String RESIDUAL = "residual";
    static final String TRAIL = "trail";
    static final String LOCAL = "local";

    private static final ParameterTransform DAMPING = new ParameterTransform.Range(0, 1);
    private static final Parameter LOCAL_DAMPING =
            new Parameter("local.damping", DAMPING.toUnconstrained(0.8), 0.4, 0.08, DAMPING);
    private static final double RESIDUAL_SD = 0.2;

    private final int members;
    private final int stations;
    private final int layer;
    private final int noisyRows;
    private final List<Layer> layers;
    private final Propagator propagator;
    private final List<Block> blocks;
    private final List<Parameter> parameters;
    private final ObservationOperator operator;
    private final Trail trail;
    private final RowPlaces rowPlaces;
    private final FieldNoise noise;
    private final NoiseDraw draw;
    private final int[] keep;
    private final double[] white;
    /** Where the numbers in {@link #white} come from, as long as nothing was made of them. */
    private Optional<RandomStreams.Stream> drawn = Optional.empty();

    private final MemberShares shares;
    private final double radius;

    FieldModel(FieldSettings settings, int members) {
        Network network = settings.network();
        Representation representation = settings.representation().build(network);
        this.members = members;
        this.stations = network.stations().size();
        this.radius = network.radius();
        this.propagator = settings.dynamics().build(representation, radius);
        this.layers = propagator.layers();
        this.layer = representation.size();
        int state = propagator.stateSize();
        Check.that(
                state == layers.size() * layer,
                "the dynamics' state has %d rows, expected %d layers of %d",
                state,
                layers.size(),
                layer);
        int learned = propagator.parameters().size();
        this.trail = new Trail(stations, settings.late().steps());
        this.blocks = List.of(
                new Block(Propagator.STATE, 0, state),
                new Block(RESIDUAL, state, stations),
                new Block(TRAIL, state + stations, trail.rows()),
                new Block(Propagator.PARAMETERS, state + stations + trail.rows(), learned),
                new Block(LOCAL, state + stations + trail.rows() + learned, 1));
        this.parameters = new ArrayList<>(propagator.parameters());
        parameters.add(LOCAL_DAMPING);
        this.operator = operator(network, representation, state);
        this.rowPlaces =
                rowPlaces(network, Patches.of(representation, settings.filter().halfSupport(network)), layer, blocks);
        this.noisyRows =
                layer * (int) layers.stream().filter(each -> each.noise() > 0).count();
        this.noise = new FieldNoise(representation, settings.noise().reach() * radius);
        this.draw = new NoiseDraw(members, settings.filter().threads());
        // Where the members cannot tell all rows apart, the noise keeps off the parameters at least.
        int first = state + stations < members - 1 ? 0 : state + stations;
        this.keep = IntStream.concat(
                        IntStream.range(first, state + stations),
                        IntStream.range(firstParameterRow(), blocks.get(4).to()))
                .toArray();
        this.white = new double[(noisyRows + stations) * members];
        this.shares = new MemberShares(propagator, members, settings.filter().threads());
    }

    private static ObservationOperator operator(Network network, Representation representation, int state) {
        int places = network.places().size();
        double[] xs = new double[places];
        double[] ys = new double[places];
        for (int place = 0; place < places; place++) {
            xs[place] = network.x(place);
            ys[place] = network.y(place);
        }
        ObservationOperator field = ObservationOperator.interpolating(representation, 0, xs, ys);
        int[] residualRows = new int[network.stations().size()];
        for (int station = 0; station < residualRows.length; station++) {
            residualRows[station] = state + station;
        }
        return field.withRows(residualRows);
    }

    private static RowPlaces rowPlaces(Network network, Patches patches, int layer, List<Block> blocks) {
        int state = blocks.get(0).rows();
        int stations = network.stations().size();
        double[] xs = new double[blocks.get(2).to()];
        double[] ys = new double[xs.length];
        for (int row = 0; row < xs.length; row++) {
            int station = Math.floorMod(row - state, stations);
            xs[row] = row < state ? patches.x(row % layer) : network.x(station);
            ys[row] = row < state ? patches.y(row % layer) : network.y(station);
        }
        return RowPlaces.at(xs, ys, blocks.get(4).to());
    }

    /** Where the rows sit, for localisation; parameters sit nowhere. */
    RowPlaces rowPlaces() {
        return rowPlaces;
    }

    /** What carries the state. */
    Propagator propagator() {
        return propagator;
    }

    /** What the state consists of. */
    List<Layer> layers() {
        return layers;
    }

    int members() {
        return members;
    }

    List<Block> blocks() {
        return blocks;
    }

    /** Learned numbers, in the order of the rows from {@link #firstParameterRow} on. */
    List<Parameter> parameters() {
        return parameters;
    }

    int firstParameterRow() {
        return blocks.get(3).from();
    }

    /** What the ensemble expects at the stations, then at the virtual stations. */
    ObservationOperator operator() {
        return operator;
    }

    /** An ensemble drawn from climatology: correlated anomalies of variance 1, parameters from their priors. */
    Ensemble start(RandomStreams streams, long cycle, double reach) {
        Ensemble ensemble = Ensemble.of(members, blocks);
        drawAnomalies(ensemble, streams, cycle, reach);
        RandomStreams.Stream stream = streams.stream(cycle, Purpose.INITIAL_PARAMETERS);
        double[] values = ensemble.values();
        int from = firstParameterRow() * members;
        stream.fillGaussian(0, values, from, from + parameters.size() * members);
        for (int p = 0; p < parameters.size(); p++) {
            Parameter parameter = parameters.get(p);
            for (int m = 0, at = from + p * members; m < members; m++, at++) {
                values[at] = parameter.mean() + parameter.sd() * values[at];
            }
        }
        return ensemble;
    }

    /** Notes the ensemble, just analysed, as that of {@code cycle}. */
    void recordTrail(Ensemble ensemble, long cycle) {
        trail.record(ensemble, blocks.get(2), operator, cycle);
    }

    /** Cycles back to the oldest one that the trail knows, seen from one that is not yet recorded. */
    int trailLength() {
        return trail.length();
    }

    /** Lets the ensemble as it is stand for all kept cycles, for want of anything better. */
    void fillTrail(Ensemble ensemble) {
        trail.fill(ensemble, blocks.get(2), operator);
    }

    /** Writes what the members expect at a station at a moment of a cycle, see {@link Trail#predict}. */
    void predict(Ensemble ensemble, int station, long now, long cycle, double share, double[] target, int at) {
        trail.predict(ensemble, blocks.get(2), operator, station, now, cycle, share, target, at);
    }

    /** Replaces state and residuals by a draw from climatology; parameters stay. */
    void drawAnomalies(Ensemble ensemble, RandomStreams streams, long cycle, double reach) {
        int rows = blocks.get(1).to();
        double[] values = ensemble.values();
        streams.stream(cycle, Purpose.INITIAL_STATE).fillGaussian(0, values, 0, rows * members);
        for (int i = 0; i < layers.size(); i++) {
            int at = i * layer * members;
            noise.correlate(reach * radius, members, values, at);
            double start = layers.get(i).start();
            for (int k = at; start != 1 && k < at + layer * members; k++) {
                values[k] *= start;
            }
        }
        int from = blocks.get(1).from() * members;
        for (int at = from; at < rows * members; at++) {
            values[at] *= RESIDUAL_SD;
        }
        trail.fill(ensemble, blocks.get(2), operator);
    }

    /** Carries every member one step forward by the dynamics alone. */
    void move(Ensemble ensemble) {
        shares.advance(ensemble);
        dampResiduals(ensemble);
    }

    /** Draws the random numbers for {@link #addNoise} of the same stream ahead, while nobody waits for them. */
    void drawAhead(RandomStreams.Stream stream) {
        draw.fill(stream, noisyRows + stations, white);
        drawn = Optional.of(stream);
    }

    /**
     * Adds the noise of one step.
     *
     * @param fieldVariance variance of the field's noise in one step
     * @param localVariance variance of the stations' own noise in one step
     * @param reach of the field's noise, in units of the network's radius
     */
    void addNoise(
            Ensemble ensemble, double fieldVariance, double localVariance, double reach, RandomStreams.Stream stream) {
        if (!drawn.equals(Optional.of(stream))) {
            drawAhead(stream);
        }
        drawn = Optional.empty();
        draw.shape(ensemble, noisyRows + stations, keep, white);
        double[] values = ensemble.values();
        int from = 0;
        for (int i = 0; i < layers.size(); i++) {
            if (layers.get(i).noise() > 0) {
                noise.correlate(reach * radius, members, white, from);
                double sd = layers.get(i).noise() * Math.sqrt(fieldVariance);
                DenseKernels.addScaled(sd, white, from, values, i * layer * members, layer * members);
                from += layer * members;
            }
        }
        int own = blocks.get(1).from() * members;
        DenseKernels.addScaled(Math.sqrt(localVariance), white, from, values, own, stations * members);
    }

    private void dampResiduals(Ensemble ensemble) {
        double[] values = ensemble.values();
        int damping = blocks.get(4).from() * members;
        int first = blocks.get(1).from() * members;
        for (int m = 0; m < members; m++) {
            double factor = DAMPING.toModel(values[damping + m]);
            for (int station = 0, at = first + m; station < stations; station++, at += members) {
                values[at] *= factor;
            }
        }
    }
}
