package io.fieldcast.forecasting;

import io.fieldcast.assimilation.Analysis;
import io.fieldcast.assimilation.BackgroundCheck;
import io.fieldcast.assimilation.DomainInflation;
import io.fieldcast.assimilation.QualityControl;
import io.fieldcast.assimilation.SpreadFloor;
import io.fieldcast.assimilation.Verdict;
import io.fieldcast.diagnostics.EnergyLedger;
import io.fieldcast.diagnostics.EnergyLedger.Stage;
import io.fieldcast.domain.Check;
import io.fieldcast.domain.Diagnostics;
import io.fieldcast.domain.Forecast;
import io.fieldcast.domain.Observation;
import io.fieldcast.domain.QcCode;
import io.fieldcast.domain.Quality;
import io.fieldcast.domain.Station;
import io.fieldcast.domain.StationAnalysis;
import io.fieldcast.dynamics.Parameter;
import io.fieldcast.dynamics.Propagator;
import io.fieldcast.forecasting.ForecastState.Part;
import io.fieldcast.geometry.Network;
import io.fieldcast.numerics.Ensemble;
import io.fieldcast.numerics.RandomStreams;
import io.fieldcast.numerics.RandomStreams.Purpose;
import io.fieldcast.observation.Distance;
import io.fieldcast.observation.ObservationBatch;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The product's heart: carries a field's ensemble from cycle to cycle, takes in what was observed, learns, and says what comes next.
 * {@link #cycle} is a pure function of the state and the observations: the same two give the same result to the last bit, in
 * whatever order the observations come. Owns working memory, hence confined to one thread.
 */
public final class Forecaster implements CycleModel {
    /** An anomaly of so many standard deviations is an error, however large it is. */
    private static final double LARGEST_ANOMALY = 100;

    private final FieldSettings settings;
    private final Network network;
    private final RandomStreams streams;
    private final CycleClock clock;
    private final Intake intake;
    private final FieldModel model;
    private final Places places;
    private final Climate climate;
    private final Postprocessing postprocessing;
    private final NoiseLearning noise;
    private final Analysis analysis;
    private final DomainInflation inflation;
    private final QualityControl control;
    private final ObservationBatch batch;
    private final Outlook outlook;
    private final EnergyLedger ledger;
    private final double[] means;
    private final double[] scales;
    private final double[] frozen;
    private int punctual;

    /** A forecaster for a field; building it costs far more than a cycle. */
    public Forecaster(FieldSettings settings) {
        this.settings = settings;
        this.network = settings.network();
        this.streams = new RandomStreams(settings.seed(), settings.name());
        this.clock = new CycleClock(settings.step().toMillis());
        this.intake = new Intake(settings, clock);
        FilterSettings filter = settings.filter();
        this.model = new FieldModel(settings, filter.members());
        Ensemble shape = Ensemble.of(filter.members(), model.blocks());
        this.ledger = new EnergyLedger(shape.block(Propagator.STATE).rows(), filter.members());
        this.places = new Places(network);
        this.climate = new Climate(settings.mean(), places);
        this.postprocessing = new Postprocessing(settings);
        this.noise = new NoiseLearning(network, settings.noise());
        double[] floors =
                model.parameters().stream().mapToDouble(Parameter::spreadFloor).toArray();
        this.analysis = new Analysis(
                filter.build(model.rowPlaces(), network.radius()),
                filter.inflation(),
                new SpreadFloor(model.firstParameterRow(), floors),
                filter.rotated(),
                shape);
        this.inflation = analysis.newInflation(filter.adaptive());
        this.control = new QualityControl(
                network.stations().size(),
                Distance.PLANAR,
                QualityControl.STANDARD_RATE,
                new BackgroundCheck(
                        settings.outlier(), BackgroundCheck.standard().lockOutShare()));
        this.batch = new ObservationBatch(filter.members(), network.stations().size());
        this.outlook = new Outlook(settings, model, postprocessing, climate, places, streams, noise);
        this.means = new double[places.places()];
        this.scales = new double[places.places()];
        this.frozen = new double[floors.length * filter.members()];
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
    public boolean takes(long cycle, ForecastState state) {
        return intake.takes(cycle, state);
    }

    @Override
    public ForecastState start(long firstCycle) {
        Map<Part, Table> tables = new EnumMap<>(Part.class);
        for (Part part : Part.values()) {
            tables.put(
                    part,
                    switch (part) {
                        case MEAN -> climate.startMean();
                        case MEAN_COVARIANCE -> climate.startMeanCovariance();
                        case SCALE -> climate.startScale();
                        case NOISE -> noise.start();
                        case INFLATION -> startInflation();
                        case SENSORS -> Table.of(control.newMemory(), QualityControl.COLUMNS);
                        default -> postprocessing.start(part);
                    });
        }
        Ensemble ensemble = model.start(streams, firstCycle, settings.noise().reach());
        return new ForecastState(firstCycle - 1, 0, ensemble, tables, RecentReports.NONE);
    }

    private Table startInflation() {
        Table factors = new Table(1, inflation.domains());
        Arrays.fill(factors.values(), settings.filter().adaptive().initial());
        return factors;
    }

    @Override
    public ForecastState adopt(ForecastState state) {
        ForecastState fresh = start(state.cycle() + 1);
        ForecastState completed = state.completedBy(fresh);
        if (completed != state) {
            model.fillTrail(completed.ensemble());
        }
        Check.that(
                completed.sameShape(fresh),
                "the stored state of field %s has another shape than its settings ask for; "
                        + "go back to the settings it was made with, or start without it",
                settings.name());
        return completed;
    }

    @Override
    public CycleResult cycle(ForecastState state, List<Observation> observations) {
        ForecastState next = state.next();
        Instant time = timeOf(next.cycle());
        boolean learning = time.isBefore(settings.learnUntil());
        List<Intake.Entry> entries = intake.sort(state, observations);
        next.remember(intake.remembered(next, entries));

        boolean diverged = restartUnlessFinite(next);
        List<Quality> quality = new ArrayList<>(entries.size());
        int[] batchIndex = fillBatch(next, entries, time);
        control.apply(batch, next.part(Part.SENSORS).values());
        CycleNumbers numbers = CycleNumbers.of(batch, next.ensemble());
        Verdict verdict = analyse(next, learning);
        judge(entries, batchIndex, verdict, time, quality);
        verify(next, entries, batchIndex, learning);
        if (learning) {
            noise.learn(next, batch, punctual);
            learnClimate(next, entries, batchIndex);
        }
        numbers.analysed(next.ensemble());
        model.recordTrail(next.ensemble(), next.cycle());
        List<StationAnalysis> now = analyses(next, time);
        advance(next);
        diverged |= restartUnlessFinite(next);
        List<Forecast> forecasts = outlook.predict(next, time);
        Diagnostics diagnostics = numbers.diagnostics(
                settings.name(), time, next, verdict, diverged, postprocessing, model, noise, ledger);
        return new CycleResult(next, verdict, forecasts, now, quality, diagnostics);
    }

    /** Carries the analysis to the next cycle: that is the first step of the outlook, too. */
    private void advance(ForecastState next) {
        RandomStreams.Stream stream = streams.stream(next.cycle() + 1, Purpose.PROCESS_NOISE);
        Ensemble ensemble = next.ensemble();
        ledger.before(ensemble);
        model.move(ensemble);
        ledger.after(Stage.DYNAMICS, ensemble);
        ledger.before(ensemble);
        model.addNoise(ensemble, noise.field(next), noise.local(next), noise.reach(next), stream);
        ledger.after(Stage.NOISE, ensemble);
    }

    private boolean restartUnlessFinite(ForecastState next) {
        Ensemble ensemble = next.ensemble();
        if (ensemble.isFinite()) {
            return false;
        }
        ensemble.set(model.start(streams, next.cycle(), noise.reach(next)));
        ledger.open(ensemble);
        return true;
    }

    /** Fills the batch with the usable observations; returns for each entry its index in the batch, or -1. */
    private int[] fillBatch(ForecastState next, List<Intake.Entry> entries, Instant time) {
        welcome(next, entries);
        climate.means(next, time, means);
        climate.scales(next, scales);
        batch.clear();
        punctual = 0;
        int[] indices = new int[entries.size()];
        for (int i = 0; i < indices.length; i++) {
            Intake.Entry entry = entries.get(i);
            indices[i] = -1;
            if (entry.isUsable()) {
                indices[i] = batch.add(
                        anomaly(next, entry),
                        noise.observation(next, entry.station(), entry.share()),
                        network.x(entry.station()),
                        network.y(entry.station()));
                predict(next, entry, batch.predicted(), batch.offset(indices[i]));
                if (!entry.late()) {
                    punctual++;
                    batch.setSensor(
                            indices[i], entry.station(), entry.observation().value());
                }
            }
        }
        return indices;
    }

    private void predict(ForecastState next, Intake.Entry entry, double[] target, int at) {
        model.predict(next.ensemble(), entry.station(), next.cycle(), entry.cycle(), entry.share(), target, at);
    }

    private void welcome(ForecastState next, List<Intake.Entry> entries) {
        int[] station = new int[entries.size()];
        double[] values = new double[entries.size()];
        int count = 0;
        for (Intake.Entry entry : entries) {
            if (entry.isUsable()) {
                station[count] = entry.station();
                values[count++] = transformed(entry);
            }
        }
        climate.welcome(next, station, values, count);
    }

    private Verdict analyse(ForecastState next, boolean learning) {
        Ensemble ensemble = next.ensemble();
        int from = model.firstParameterRow() * ensemble.members();
        System.arraycopy(ensemble.values(), from, frozen, 0, frozen.length);
        ledger.open(ensemble);
        inflation.set(next.part(Part.INFLATION).values(), 0);
        Verdict verdict = analysis.correct(ensemble, batch, inflation, streams.stream(next.cycle(), Purpose.ANALYSIS));
        ledger.after(Stage.ANALYSIS, ensemble);
        if (learning) {
            inflation.get(next.part(Part.INFLATION).values(), 0);
        } else {
            System.arraycopy(frozen, 0, ensemble.values(), from, frozen.length);
        }
        return verdict;
    }

    private void judge(
            List<Intake.Entry> entries, int[] batchIndex, Verdict verdict, Instant time, List<Quality> quality) {
        for (int i = 0; i < batchIndex.length; i++) {
            Intake.Entry entry = entries.get(i);
            int index = batchIndex[i];
            if (index < 0) {
                quality.add(new Quality(entry.observation(), entry.code(), time, Double.NaN, Double.NaN));
                continue;
            }
            QcCode code = verdict.isGood() ? batch.code(index) : QcCode.ANALYSIS_FAILED;
            quality.add(new Quality(
                    entry.observation(), code, time, batch.innovation(index), batch.expectedDeviation(index)));
        }
    }

    private void verify(ForecastState next, List<Intake.Entry> entries, int[] batchIndex, boolean learning) {
        postprocessing.open(next);
        for (int i = 0; i < entries.size(); i++) {
            Intake.Entry entry = entries.get(i);
            if (!entry.isUsable()) {
                continue;
            }
            boolean told = tellsOfItsStation(batchIndex[i]);
            if (told && !entry.late() && isLatestOfItsStation(entries, i)) {
                postprocessing.verify(next, entry.station(), transformed(entry), learning);
            }
            if (batch.isUsed(batchIndex[i])) {
                postprocessing.observe(next, entry.station(), entry.cycle(), batch.value(batchIndex[i]));
            }
        }
        postprocessing.close(next);
    }

    /**
     * Whether an observation, though it may be an outlier, is a reading of what it should read: forecasts are not scored by what a
     * broken sensor says, nor is a mean learned from it.
     */
    private boolean tellsOfItsStation(int index) {
        QcCode code = batch.code(index);
        return code == QcCode.ASSIMILATED || code == QcCode.OUTLIER;
    }

    /** A forecast is for the cycle's own time, so of several reports the one nearest to it verifies. */
    private static boolean isLatestOfItsStation(List<Intake.Entry> entries, int index) {
        int station = entries.get(index).station();
        for (int i = index + 1; i < entries.size() && !entries.get(i).late(); i++) {
            if (entries.get(i).station() != station) {
                return true;
            }
            if (entries.get(i).isUsable()) {
                return false;
            }
        }
        return true;
    }

    private void learnClimate(ForecastState next, List<Intake.Entry> entries, int[] batchIndex) {
        for (int i = 0; i < entries.size(); i++) {
            Intake.Entry entry = entries.get(i);
            if (entry.isUsable() && tellsOfItsStation(batchIndex[i])) {
                climate.learn(next, entry.station(), entry.observation().time(), transformed(entry));
            }
        }
    }

    private List<StationAnalysis> analyses(ForecastState next, Instant time) {
        climate.means(next, time, means);
        climate.scales(next, scales);
        List<StationAnalysis> now = new ArrayList<>(places.places());
        double[] predicted = new double[next.ensemble().members()];
        for (int place = 0; place < places.places(); place++) {
            model.operator().predict(next.ensemble(), place, predicted, 0);
            double mean = Moments.mean(predicted);
            double variance = Moments.variance(predicted, mean);
            Station station = network.places().get(place);
            double value = settings.transform().back(means[place] + scales[place] * mean);
            now.add(new StationAnalysis(
                    settings.name(), station.id(), time, value, scales[place] * Math.sqrt(variance)));
        }
        return now;
    }

    private double transformed(Intake.Entry entry) {
        return settings.transform().forward(entry.observation().value());
    }

    private double anomaly(ForecastState next, Intake.Entry entry) {
        double mean = climate.mean(next, entry.station(), entry.observation().time());
        double anomaly = (transformed(entry) - mean) / scales[entry.station()];
        return Math.max(-LARGEST_ANOMALY, Math.min(LARGEST_ANOMALY, anomaly));
    }
}
