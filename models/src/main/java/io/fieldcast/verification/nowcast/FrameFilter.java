package io.fieldcast.verification.nowcast;

import io.fieldcast.assimilation.AdaptiveInflation;
import io.fieldcast.assimilation.Analysis;
import io.fieldcast.assimilation.DomainInflation;
import io.fieldcast.assimilation.FilterSpec;
import io.fieldcast.assimilation.Inflation;
import io.fieldcast.assimilation.SpreadFloor;
import io.fieldcast.assimilation.Verdict;
import io.fieldcast.domain.Check;
import io.fieldcast.dynamics.Covariance;
import io.fieldcast.dynamics.Layer;
import io.fieldcast.dynamics.Parameter;
import io.fieldcast.dynamics.ProcessNoise;
import io.fieldcast.dynamics.Propagator;
import io.fieldcast.geometry.Grid;
import io.fieldcast.numerics.Ensemble;
import io.fieldcast.numerics.RandomStreams;
import io.fieldcast.numerics.RandomStreams.Purpose;
import io.fieldcast.observation.Distance;
import io.fieldcast.observation.ObservationBatch;
import io.fieldcast.observation.RowPlaces;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Local ensemble filter of a gridded field of zero mean and about unit variance. Between two analyses {@link FrameDynamics} carry the
 * members, then Matérn-3/2 noise is added whose variance follows the innovations: what they have beyond measurement error and carried
 * spread. Its length is fitted to them, too. Confined to one thread, for one run.
 */
public final class FrameFilter {
    /** Frames that are kept for who wants to fit dynamics to them. */
    private static final int KEPT = 12;

    /** Weight of the newest innovations in the logarithm of the noise's variance. */
    private static final double LEARNING = 0.3;

    private static final double LEAST_NOISE = 1e-4;

    /** Cells from the edge whose innovations do not shape the noise. */
    private static final int MARGIN = 4;

    private static final int LAGS = 8;
    private static final double MEMORY = 0.9;

    /** A change of the noise's length by less than this share is not worth another factorisation. */
    private static final double SAME_LENGTH = 0.1;

    private final Grid grid;
    private final FrameDynamics dynamics;
    private final Settings settings;
    private final RandomStreams streams;
    private final MaternFit residuals;
    private final Ensemble ensemble;
    private final Analysis analysis;
    private final DomainInflation inflation;
    private final ObservationBatch batch;
    private final List<AnalysedFrame> frames = new ArrayList<>();
    private final double[] white;
    private Propagator propagator;
    private double[] scratch = new double[0];
    private ProcessNoise noise;
    private Covariance.Matern32 shape;
    private double noiseVariance;
    private int cycle;

    /**
     * How to filter.
     *
     * @param members of the ensemble
     * @param halfSupport of the localisation, cells
     * @param most observations that one cell takes into account
     * @param noiseLength Matérn length of the noise of a step at first, cells
     * @param noiseVariance its variance at first
     * @param startLength Matérn length of the members before the first frame, cells
     */
    public record Settings(
            int members, double halfSupport, int most, double noiseLength, double noiseVariance, double startLength) {}

    public FrameFilter(Grid grid, FrameDynamics dynamics, Settings settings, long seed) {
        this.grid = grid;
        this.dynamics = dynamics;
        this.settings = settings;
        this.streams = new RandomStreams(seed, "nowcast");
        this.propagator = dynamics.next(frames);
        this.residuals = new MaternFit(grid, MARGIN, LAGS, MEMORY);
        this.shape = new Covariance.Matern32(settings.noiseLength(), 1);
        this.noise = ofLength(shape.length());
        this.noiseVariance = settings.noiseVariance();
        int size = propagator.stateSize();
        List<Parameter> parameters = propagator.parameters();
        List<Ensemble.Block> blocks = new ArrayList<>();
        blocks.add(new Ensemble.Block(Propagator.STATE, 0, size));
        if (!parameters.isEmpty()) {
            blocks.add(new Ensemble.Block(Propagator.PARAMETERS, size, parameters.size()));
        }
        this.ensemble = Ensemble.of(settings.members(), blocks);
        this.white = new double[grid.size() * settings.members()];
        double[] floors =
                parameters.stream().mapToDouble(Parameter::spreadFloor).toArray();
        FilterSpec spec = new FilterSpec.LocalSerial(settings.halfSupport() * grid.spacing(), settings.most());
        this.analysis = new Analysis(
                spec.build(RowPlaces.of(grid, blocks, Set.of(Propagator.STATE)), Distance.PLANAR),
                new Inflation.None(),
                new SpreadFloor(size, floors),
                false,
                ensemble);
        this.inflation = analysis.newInflation(AdaptiveInflation.NONE);
        this.batch = new ObservationBatch(settings.members(), grid.size());
        start(parameters);
    }

    private void start(List<Parameter> parameters) {
        int members = settings.members();
        double[] values = ensemble.values();
        RandomStreams.Stream states = streams.stream(0, Purpose.INITIAL_STATE);
        ProcessNoise start = ofLength(settings.startLength());
        for (int k = 0; k < propagator.layers().size(); k++) {
            Layer layer = propagator.layers().get(k);
            // The field's past starts as the field, nothing has moved yet; what has a noise of its own starts with it.
            if (layer.noise() > 0) {
                states.fillGaussian((long) k * white.length, white, 0, white.length);
                start.colour(white, 0, members);
            }
            for (int at = 0; at < white.length; at++) {
                values[k * white.length + at] = layer.start() * white[at];
            }
        }
        RandomStreams.Stream numbers = streams.stream(0, Purpose.INITIAL_PARAMETERS);
        int from = propagator.stateSize() * members;
        for (int at = from; at < values.length; at++) {
            Parameter parameter = parameters.get((at - from) / members);
            values[at] = parameter.mean() + parameter.sd() * numbers.gaussian(at - from);
        }
    }

    /**
     * Corrects the ensemble by a frame, then carries it to the next one.
     *
     * @param frame one value for each cell, NaN where nothing was seen
     * @param errorVariance of each value
     */
    public void take(double[] frame, double errorVariance) {
        Check.length("frame", frame, grid.size());
        int[] cells = IntStream.range(0, frame.length)
                .filter(cell -> !Double.isNaN(frame[cell]))
                .toArray();
        double[] seen = Arrays.stream(cells).mapToDouble(cell -> frame[cell]).toArray();
        cycle++;
        batch.clear();
        int members = settings.members();
        for (int i = 0; i < cells.length; i++) {
            int index = batch.add(seen[i], errorVariance, grid.x(cells[i]), grid.y(cells[i]));
            System.arraycopy(ensemble.values(), cells[i] * members, batch.predicted(), batch.offset(index), members);
        }
        if (cycle > 1 && cells.length > 0) {
            learnNoise(cells, errorVariance);
        }
        Ensemble before = ensemble.copy();
        Verdict verdict = analysis.correct(ensemble, batch, inflation, streams.stream(cycle, Purpose.ANALYSIS));
        Check.that(verdict.isGood(), "the analysis of frame %d failed: %s", cycle, verdict);
        if (cycle <= propagator.layers().size()) {
            // Dynamics that look back have not seen enough yet: what they miss now is not their parameters' fault.
            int from = propagator.stateSize() * members;
            System.arraycopy(before.values(), from, ensemble.values(), from, ensemble.values().length - from);
        }
        double[] mean = new double[grid.size()];
        for (int cell = 0; cell < mean.length; cell++) {
            mean[cell] = ensemble.mean(cell);
        }
        frames.add(new AnalysedFrame(cells, seen, mean));
        if (frames.size() > KEPT) {
            frames.remove(0);
        }
        propagator = dynamics.next(frames);
        move(ensemble, streams.stream(cycle, Purpose.PROCESS_NOISE));
    }

    private ProcessNoise ofLength(double cells) {
        return ProcessNoise.on(grid, new Covariance.Matern32(cells * grid.spacing(), 1));
    }

    private void learnNoise(int[] cells, double errorVariance) {
        double[] missed = new double[cells.length];
        for (int i = 0; i < cells.length; i++) {
            missed[i] = batch.innovation(i);
        }
        residuals.add(cells, missed);
        Covariance.Matern32 fitted = residuals.fit(shape);
        if (Math.abs(Math.log(fitted.length() / shape.length())) > SAME_LENGTH) {
            shape = fitted;
            noise = ofLength(shape.length());
        }
        double innovations = 0;
        double spread = 0;
        for (int i = 0; i < batch.size(); i++) {
            innovations += batch.innovation(i) * batch.innovation(i) / batch.size();
            spread += batch.predictedVariance(i) / batch.size();
        }
        double carried = Math.max(0, spread - noiseVariance);
        double wanted = Math.max(LEAST_NOISE, innovations - errorVariance - carried);
        noiseVariance = Math.exp((1 - LEARNING) * Math.log(noiseVariance) + LEARNING * Math.log(wanted));
    }

    private void move(Ensemble moved, RandomStreams.Stream numbers) {
        int members = settings.members();
        scratch = scratch.length < propagator.scratchSize(members)
                ? new double[propagator.scratchSize(members)]
                : scratch;
        propagator.advance(moved, 1, scratch);
        for (int k = 0; k < propagator.layers().size(); k++) {
            double share = propagator.layers().get(k).noise();
            if (share > 0) {
                numbers.fillGaussian((long) k * white.length, white, 0, white.length);
                disturb(moved, k * white.length, share * Math.sqrt(noiseVariance * members / (members - 1)));
            }
        }
    }

    /** Adds {@link #white}, coloured, to a layer. */
    private void disturb(Ensemble moved, int layer, double deviation) {
        int members = settings.members();
        // The mean over the members stays where the dynamics put it: it is the forecast.
        for (int at = 0; at < white.length; at += members) {
            double sum = 0;
            for (int m = 0; m < members; m++) {
                sum += white[at + m];
            }
            for (int m = 0; m < members; m++) {
                white[at + m] = deviation * (white[at + m] - sum / members);
            }
        }
        noise.colour(white, 0, members);
        for (int at = 0; at < white.length; at++) {
            moved.values()[layer + at] += white[at];
        }
    }

    /** The ensemble as it stands, a forecast of the next frame; a copy. */
    public Ensemble forecast() {
        return ensemble.copy();
    }

    /** A forecast of the frame after the next one. */
    public Ensemble forecastTwo() {
        Ensemble later = ensemble.copy();
        move(later, streams.stream(cycle, Purpose.LEAD_NOISE));
        return later;
    }

    /** Matérn length that a step's noise has now, cells. */
    public double noiseLength() {
        return shape.length();
    }

    /** Variance that a step's noise has now. */
    public double noiseVariance() {
        return noiseVariance;
    }
}
