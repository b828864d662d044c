package io.fieldcast.forecasting;

import io.fieldcast.assimilation.Analysis;
import io.fieldcast.assimilation.BackgroundCheck;
import io.fieldcast.assimilation.DomainInflation;
import io.fieldcast.assimilation.ErrorVarianceLearning;
import io.fieldcast.assimilation.IncrementCap;
import io.fieldcast.assimilation.InnovationStatistics;
import io.fieldcast.assimilation.QualityControl;
import io.fieldcast.assimilation.SpreadFloor;
import io.fieldcast.assimilation.SuperObservations;
import io.fieldcast.assimilation.Verdict;
import io.fieldcast.domain.QcCode;
import io.fieldcast.dynamics.Parameter;
import io.fieldcast.forecasting.ForecastState.Part;
import io.fieldcast.geometry.Network;
import io.fieldcast.numerics.Ensemble;
import io.fieldcast.numerics.RandomStreams;
import io.fieldcast.numerics.RandomStreams.Purpose;
import io.fieldcast.observation.Distance;
import io.fieldcast.observation.ObservationBatch;
import java.util.Arrays;
import java.util.Optional;

/**
 * How a cycle's observations correct the ensemble: what the members expected of each, quality control, the analysis, and what is
 * learned of inflation and of the sensors' errors. What it learns lies in the state; it owns working memory only, hence is confined
 * to one thread.
 */
final class Assimilation {
    /** No analysis moves a mean by more of its own standard deviations; quality control lets nothing pass that should. */
    private static final double MOST_INCREMENT = 10;

    /** Where a cell of merged observations sees less of the field than they do. */
    private static final double NO_REPRESENTATIVENESS = 0;

    private final FieldSettings settings;
    private final Network network;
    private final RandomStreams streams;
    private final FieldModel model;
    private final NoiseLearning noise;
    private final Analysis analysis;
    private final DomainInflation inflation;
    private final QualityControl control;
    private final ErrorVarianceLearning errors;
    private final Optional<SuperObservations> merging;
    private final InnovationStatistics statistics;
    private final ObservationBatch batch;
    private final double[] frozen;
    private double[] moments = new double[0];
    private double[] analysedMeans = new double[0];
    private double[] analysedVariances = new double[0];
    private int punctual;

    Assimilation(FieldSettings settings, FieldModel model, NoiseLearning noise, RandomStreams streams) {
        this.settings = settings;
        this.network = settings.network();
        this.streams = streams;
        this.model = model;
        this.noise = noise;
        FilterSettings filter = settings.filter();
        Ensemble shape = Ensemble.of(filter.members(), model.blocks());
        double[] floors =
                model.parameters().stream().mapToDouble(Parameter::spreadFloor).toArray();
        this.analysis = new Analysis(
                filter.build(model.rowPlaces(), network),
                filter.inflation(),
                new SpreadFloor(model.firstParameterRow(), floors),
                filter.rotated(),
                shape,
                new IncrementCap(MOST_INCREMENT));
        this.inflation = analysis.newInflation(filter.adaptive());
        int stations = network.stations().size();
        this.control = new QualityControl(
                stations,
                Distance.PLANAR,
                QualityControl.STANDARD_RATE,
                new BackgroundCheck(
                        settings.quality().outlier(), BackgroundCheck.standard().lockOutShare()));
        this.errors = ErrorVarianceLearning.standard(stations);
        this.merging = filter.mergeWithin() == 0
                ? Optional.empty()
                : Optional.of(new SuperObservations(filter.mergeWithin() * network.radius(), NO_REPRESENTATIVENESS));
        this.statistics = new InnovationStatistics(filter.members(), filter.localization(network));
        this.batch = filter.staticShare() == 0
                ? new ObservationBatch(filter.members(), stations)
                : new ObservationBatch(
                        filter.members(),
                        stations,
                        model.start(streams, Long.MIN_VALUE, settings.noise().reach()));
        this.frozen = new double[floors.length * filter.members()];
    }

    /** Factors on the prior covariance before the first cycle. */
    Table startInflation() {
        Table factors = new Table(1, inflation.domains());
        Arrays.fill(factors.values(), settings.filter().adaptive().initial());
        return factors;
    }

    /** What quality control remembers of sensors that never reported. */
    Table startSensors() {
        return Table.of(control.newMemory(), QualityControl.COLUMNS);
    }

    /** Error variances as they are stated. */
    Table startErrors() {
        return Table.of(errors.newMemory(), ErrorVarianceLearning.COLUMNS);
    }

    /** A new cycle begins. */
    void open() {
        batch.clear();
        punctual = 0;
    }

    /**
     * Takes in an observation; those of the cycle come before late ones.
     *
     * @param anomaly the observed value, standardised
     * @return its index in this cycle
     */
    int add(ForecastState state, Intake.Entry entry, double anomaly) {
        int station = entry.station();
        double variance = noise.observation(state, station, entry.share(), state.cycle() - entry.cycle());
        double factor = settings.quality().learnErrors()
                ? errors.factor(state.part(Part.ERRORS).values(), station)
                : 1;
        int index = batch.add(anomaly, factor * variance, network.x(station), network.y(station));
        predict(state, entry, state.ensemble(), batch.predicted(), batch.offset(index));
        batch.statics()
                .ifPresent(
                        statics -> predict(state, entry, statics, batch.predictedStatics(), batch.staticOffset(index)));
        if (!entry.late()) {
            punctual++;
            batch.setSensor(index, station, entry.observation().value());
        }
        return index;
    }

    private void predict(ForecastState state, Intake.Entry entry, Ensemble ensemble, double[] target, int at) {
        model.predict(ensemble, entry.station(), state.cycle(), entry.cycle(), entry.share(), target, at);
    }

    /** Judges the observations taken in. */
    void control(ForecastState state) {
        control.apply(batch, state.part(Part.SENSORS).values());
    }

    /** Corrects the state's ensemble, and what it knows of inflation; without learning, parameters stay as they are. */
    Verdict analyse(ForecastState state, boolean learning) {
        Ensemble ensemble = state.ensemble();
        int from = model.firstParameterRow() * ensemble.members();
        System.arraycopy(ensemble.values(), from, frozen, 0, frozen.length);
        double[] factors = state.part(Part.INFLATION).values();
        inflation.set(factors, 0);
        ObservationBatch assimilated = merging.isPresent() ? merging.get().merge(batch) : batch;
        RandomStreams.Stream random = streams.stream(state.cycle(), Purpose.ANALYSIS);
        Verdict verdict = analysis.correct(ensemble, assimilated, inflation, random);
        if (learning) {
            inflation.get(factors, 0);
        } else {
            System.arraycopy(frozen, 0, ensemble.values(), from, frozen.length);
        }
        return verdict;
    }

    /**
     * Looks at what the analysis left unexplained, and learns the sensors' errors from it.
     *
     * @param entries by index in this cycle
     */
    void lookBack(ForecastState state, Intake.Entry[] entries, boolean learning) {
        int members = state.ensemble().members();
        if (moments.length < members) {
            moments = new double[members];
        }
        if (analysedMeans.length < batch.size()) {
            analysedMeans = new double[batch.size()];
            analysedVariances = new double[batch.size()];
        }
        for (int index = 0; index < batch.size(); index++) {
            predict(state, entries[index], state.ensemble(), moments, 0);
            analysedMeans[index] = Moments.mean(moments);
            analysedVariances[index] = Moments.variance(moments, analysedMeans[index]);
        }
        if (learning && settings.quality().learnErrors()) {
            errors.learn(batch, analysedMeans, state.part(Part.ERRORS).values());
        }
    }

    /** The cycle's observations with their verdicts and what the forecast expected of them. */
    ObservationBatch batch() {
        return batch;
    }

    /** How many of the observations are of the cycle itself; they come first. */
    int punctual() {
        return punctual;
    }

    /** χ² of the innovations over their number; NaN without observations. */
    double chiSquare(long cycle) {
        return statistics.chiSquare(batch, cycle);
    }

    /** Of how many observations' values the analysis took notice. */
    double degreesOfFreedom() {
        return InnovationStatistics.degreesOfFreedom(batch, analysedVariances);
    }

    double meanInflation() {
        return inflation.mean();
    }

    /** Rows whose increment was cut to the cap. */
    int cappedRows() {
        return analysis.cappedRows();
    }

    boolean isUsed(int index) {
        return batch.isUsed(index);
    }

    /**
     * Whether an observation, though it may be an outlier, is a reading of what it should read: forecasts are not scored by what a
     * broken sensor says, nor is a mean learned from it.
     */
    boolean tellsOfItsStation(int index) {
        QcCode code = batch.code(index);
        return code == QcCode.ASSIMILATED || code == QcCode.OUTLIER;
    }
}
