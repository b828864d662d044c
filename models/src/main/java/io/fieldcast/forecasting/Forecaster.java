package io.fieldcast.forecasting;

import io.fieldcast.assimilation.MemberRedraw;
import io.fieldcast.assimilation.Verdict;
import io.fieldcast.diagnostics.EnergyLedger;
import io.fieldcast.diagnostics.EnergyLedger.Stage;
import io.fieldcast.diagnostics.Predictability;
import io.fieldcast.domain.Check;
import io.fieldcast.domain.Diagnostics;
import io.fieldcast.domain.Forecast;
import io.fieldcast.domain.Observation;
import io.fieldcast.domain.QcCode;
import io.fieldcast.domain.Quality;
import io.fieldcast.domain.Station;
import io.fieldcast.domain.StationAnalysis;
import io.fieldcast.dynamics.Propagator;
import io.fieldcast.forecasting.ForecastState.Part;
import io.fieldcast.geometry.Network;
import io.fieldcast.numerics.Ensemble;
import io.fieldcast.numerics.RandomStreams;
import io.fieldcast.numerics.RandomStreams.Purpose;
import io.fieldcast.observation.ObservationBatch;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The product's heart: carries a field's ensemble from cycle to cycle, takes in what was observed, learns, and says what comes next.
 * {@link #cycle} is a pure function of the state and the observations: the same two give the same result to the last bit, in
 * whatever order the observations come. Owns working memory, hence confined to one thread.
 */
public final class Forecaster implements CycleModel {
    /** An anomaly of so many standard deviations is an error, however large it is. */
    private static final double LARGEST_ANOMALY = 100;

    /** The growth of errors takes some twenty steps of two members to measure and changes slowly. */
    private static final int PREDICTABILITY_EVERY = 8;

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
    private final Assimilation assimilation;
    private final MemberRedraw redraw;
    private final Outlook outlook;
    private final EnergyLedger ledger;
    private final Predictability predictability;
    private final double[] means;
    private final double[] scales;
    private final boolean[] reported;
    /** Of the running cycle: to go back to if the dynamics lose too many members, and to look back on. */
    private final Ensemble analysis;

    /** A forecaster for a field; building it costs far more than a cycle. */
    public Forecaster(FieldSettings settings) {
        this.settings = settings;
        this.network = settings.network();
        this.streams = new RandomStreams(settings.seed(), settings.name());
        this.clock = new CycleClock(settings.step().toMillis());
        this.intake = new Intake(settings, clock);
        int members = settings.filter().members();
        this.model = new FieldModel(settings, members);
        this.analysis = Ensemble.of(members, model.blocks());
        this.ledger = new EnergyLedger(model.propagator(), members);
        this.predictability = new Predictability(model.propagator());
        this.places = new Places(network);
        this.climate = new Climate(settings.mean(), places);
        this.postprocessing = new Postprocessing(settings);
        this.noise = new NoiseLearning(network, settings.noise());
        this.assimilation = new Assimilation(settings, model, noise, streams);
        this.redraw = new MemberRedraw(members, members / 2);
        this.outlook = new Outlook(settings, model, postprocessing, climate, places, streams, noise, redraw);
        this.means = new double[places.places()];
        this.scales = new double[places.places()];
        this.reported = new boolean[network.stations().size()];
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
    public boolean takes(long cycle, long next, long first) {
        return intake.takes(cycle, next, first);
    }

    @Override
    public ForecastState start(long firstCycle) {
        Map<Part, Table> tables = new EnumMap<>(Part.class);
        for (Part part : Part.values()) {
            tables.put(part, start(part));
        }
        Ensemble ensemble = model.start(streams, firstCycle, settings.noise().reach());
        return new ForecastState(firstCycle - 1, 0, ensemble, tables, RecentReports.NONE);
    }

    private Table start(Part part) {
        return switch (part) {
            case MEAN -> climate.startMean();
            case MEAN_COVARIANCE -> climate.startMeanCovariance();
            case SCALE -> climate.startScale();
            case NOISE -> noise.start();
            case INFLATION -> assimilation.startInflation();
            case SENSORS -> assimilation.startSensors();
            case ERRORS -> assimilation.startErrors();
            default -> postprocessing.start(part);
        };
    }

    @Override
    public ForecastState adopt(ForecastState state) {
        ForecastState fresh = start(state.cycle() + 1);
        ForecastState completed = state.completedBy(fresh);
        if (completed != state) {
            model.fillTrail(completed.ensemble());
        }
        if (completed.sameShape(fresh)) {
            return completed;
        }
        Check.that(
                completed.part(Part.MEAN).rows() == fresh.part(Part.MEAN).rows(),
                "the stored state of field %s has another number of stations than its settings; "
                        + "go back to the settings it was made with, or start without it",
                settings.name());
        Takeover takeover = new Takeover(completed, fresh);
        if (takeover.membersFit()) {
            takeover.carryMembers();
            return takeover.state();
        }
        takeover.restart(Part.INFLATION, fresh);
        return withNewMembers(takeover.state());
    }

    @Override
    public ForecastState takeOver(ForecastState state, FieldSettings madeWith) {
        ForecastState fresh = start(state.cycle() + 1);
        Takeover takeover = new Takeover(state, fresh);
        if (!noise.startsLike(madeWith.noise())) {
            takeover.restart(Part.NOISE, fresh);
        }
        if (!settings.filter().equals(madeWith.filter())) {
            takeover.restart(Part.INFLATION, fresh);
        }
        FieldModel before = new FieldModel(madeWith, state.ensemble().members());
        if (state.ensemble().members() == model.members() && before.layers().equals(model.layers())) {
            takeover.carry(List.of(Propagator.STATE, FieldModel.RESIDUAL, FieldModel.TRAIL));
            takeover.carry(
                    before.parameters(), before.firstParameterRow(), model.parameters(), model.firstParameterRow());
            return takeover.state();
        }
        takeover.restart(Part.INFLATION, fresh);
        return withNewMembers(takeover.state());
    }

    /** The same with all members drawn from climatology. */
    private ForecastState withNewMembers(ForecastState state) {
        state.ensemble().set(model.start(streams, state.cycle() + 1, noise.reach(state)));
        return state;
    }

    @Override
    public CycleResult cycle(ForecastState state, List<Observation> observations, Consumer<List<Forecast>> issued) {
        ForecastState next = state.next();
        Instant time = timeOf(next.cycle());
        boolean learning = time.isBefore(settings.learnUntil());
        List<Intake.Entry> entries = intake.sort(state, observations);
        next.remember(intake.remembered(next, entries));

        boolean diverged = StateRepair.apply(next, this::start) > 0;
        diverged |= restartUnlessFinite(next);
        int redrawn = redraw.redrawn();
        int[] indices = takeIn(next, entries, time);
        assimilation.control(next);
        ledger.open(next.ensemble());
        double forecastEnergy = ledger.energyAtStart();
        Verdict verdict = assimilation.analyse(next, learning);
        ledger.after(Stage.ANALYSIS, next.ensemble());
        lookBack(next, entries, indices, learning);
        verify(next, entries, indices, learning);
        if (learning) {
            noise.learn(next, assimilation.batch(), assimilation.punctual());
            learnClimate(next, entries, indices);
        }
        List<StationAnalysis> smoothed = smoothed(next);
        model.recordTrail(next.ensemble(), next.cycle());
        Verdict step = advance(next);
        redrawn += redraw.redrawn();
        List<Forecast> forecasts = outlook.predict(next, time);
        issued.accept(forecasts);

        CycleNumbers numbers = CycleNumbers.of(assimilation.batch(), forecastEnergy);
        numbers.analysed(ledger, analysis, assimilation, next.cycle());
        // A fixed share of the cycles, counted with the state, so that a restart measures in the same ones.
        if (next.cyclesRun() % PREDICTABILITY_EVERY == 1) {
            numbers.predictability(predictability, analysis, noise.field(next));
        }
        numbers.advanced(redrawn + outlook.redrawn(), diverged || step != Verdict.OK || outlook.diverged());
        Verdict worst = verdict.isGood() && step != Verdict.OK ? step : verdict;
        Diagnostics diagnostics =
                numbers.diagnostics(settings.name(), time, next, worst, postprocessing, model, noise, ledger);
        List<StationAnalysis> now = analyses(next, time);
        now.addAll(smoothed);
        model.drawAhead(noiseOf(next.cycle() + 2));
        return new CycleResult(next, worst, forecasts, now, judge(entries, indices, verdict, time), diagnostics);
    }

    /**
     * Carries the analysis to the next cycle: that is the first step of the outlook, too. Members that the dynamics lose are redrawn
     * from the others; where too many are lost, the analysis stands for the next cycle's forecast.
     */
    private Verdict advance(ForecastState next) {
        RandomStreams.Stream stream = noiseOf(next.cycle() + 1);
        Ensemble ensemble = next.ensemble();
        analysis.set(ensemble);
        ledger.before(ensemble);
        model.move(ensemble);
        ledger.after(Stage.DYNAMICS, ensemble);
        ledger.before(ensemble);
        model.addNoise(ensemble, noise.field(next), noise.local(next), noise.reach(next), stream);
        ledger.after(Stage.NOISE, ensemble);
        Verdict verdict = redraw.apply(ensemble, streams.stream(next.cycle() + 1, Purpose.REDRAW));
        if (verdict != Verdict.OK) {
            ensemble.set(analysis);
            ledger.open(ensemble);
        }
        return verdict;
    }

    /** Of the step that leads to a cycle. */
    private RandomStreams.Stream noiseOf(long cycle) {
        return streams.stream(cycle, Purpose.PROCESS_NOISE);
    }

    /** A state that was stored may hold anything: lost members are redrawn, or all, where too few are left. */
    private boolean restartUnlessFinite(ForecastState next) {
        Ensemble ensemble = next.ensemble();
        if (redraw.apply(ensemble, streams.stream(next.cycle(), Purpose.REDRAW)) == Verdict.OK) {
            return false;
        }
        ensemble.set(model.start(streams, next.cycle(), noise.reach(next)));
        return true;
    }

    /** Gives the usable observations to the assimilation; returns for each entry its index there, or -1. */
    private int[] takeIn(ForecastState next, List<Intake.Entry> entries, Instant time) {
        welcome(next, entries);
        climate.means(next, time, means);
        climate.scales(next, scales);
        assimilation.open();
        int[] indices = new int[entries.size()];
        for (int i = 0; i < indices.length; i++) {
            Intake.Entry entry = entries.get(i);
            indices[i] = entry.isUsable() ? assimilation.add(next, entry, anomaly(next, entry)) : -1;
        }
        return indices;
    }

    private void lookBack(ForecastState next, List<Intake.Entry> entries, int[] indices, boolean learning) {
        Intake.Entry[] taken = new Intake.Entry[assimilation.batch().size()];
        for (int i = 0; i < indices.length; i++) {
            if (indices[i] >= 0) {
                taken[indices[i]] = entries.get(i);
            }
        }
        assimilation.lookBack(next, taken, learning);
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

    private List<Quality> judge(List<Intake.Entry> entries, int[] indices, Verdict verdict, Instant time) {
        ObservationBatch batch = assimilation.batch();
        List<Quality> quality = new ArrayList<>(entries.size());
        for (int i = 0; i < indices.length; i++) {
            Intake.Entry entry = entries.get(i);
            int index = indices[i];
            if (index < 0) {
                quality.add(new Quality(entry.observation(), entry.code(), time, Double.NaN, Double.NaN));
                continue;
            }
            QcCode code = batch.isUsed(index) && !verdict.isGood() ? QcCode.ANALYSIS_FAILED : batch.code(index);
            quality.add(new Quality(
                    entry.observation(), code, time, batch.innovation(index), batch.expectedDeviation(index)));
        }
        return quality;
    }

    private void verify(ForecastState next, List<Intake.Entry> entries, int[] indices, boolean learning) {
        postprocessing.open(next);
        for (int i = 0; i < entries.size(); i++) {
            Intake.Entry entry = entries.get(i);
            if (!entry.isUsable()) {
                continue;
            }
            boolean told = assimilation.tellsOfItsStation(indices[i]);
            if (told && !entry.late() && isLatestOfItsStation(entries, i)) {
                postprocessing.verify(next, entry.station(), transformed(entry), learning);
            }
            if (assimilation.isUsed(indices[i])) {
                postprocessing.observe(
                        next,
                        entry.station(),
                        entry.cycle(),
                        assimilation.batch().value(indices[i]));
            }
        }
        postprocessing.close(next);
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

    private void learnClimate(ForecastState next, List<Intake.Entry> entries, int[] indices) {
        for (int i = 0; i < entries.size(); i++) {
            Intake.Entry entry = entries.get(i);
            if (entry.isUsable() && assimilation.tellsOfItsStation(indices[i])) {
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
            model.operator().predict(analysis, place, predicted, 0);
            double mean = Moments.mean(predicted);
            double variance = Moments.variance(predicted, mean);
            Station station = network.places().get(place);
            now.add(stationAnalysis(station.id(), time, place, mean, variance, false));
        }
        return now;
    }

    private StationAnalysis stationAnalysis(
            String station, Instant time, int place, double mean, double variance, boolean smoothed) {
        double value = settings.transform().back(means[place] + scales[place] * mean);
        double spread = scales[place] * Math.sqrt(variance);
        return new StationAnalysis(settings.name(), station, time, value, spread, smoothed);
    }

    /**
     * What the trail knows of the cycle that leaves it, where nothing was observed then: every analysis since has corrected it.
     *
     * @see <a href="https://doi.org/10.1175/1520-0493(2000)128%3C1852:AEKSFN%3E2.0.CO;2">Evensen and van Leeuwen (2000)</a>
     */
    private List<StationAnalysis> smoothed(ForecastState next) {
        List<StationAnalysis> smoothed = new ArrayList<>();
        long cycle = next.cycle() - model.trailLength();
        if (cycle < next.firstCycle()) {
            return smoothed;
        }
        intake.markReported(next, cycle, reported);
        Instant time = timeOf(cycle);
        double[] predicted = new double[next.ensemble().members()];
        climate.means(next, time, means);
        climate.scales(next, scales);
        for (int station = 0; station < reported.length; station++) {
            if (!reported[station]) {
                model.predict(next.ensemble(), station, next.cycle(), cycle, 1, predicted, 0);
                double mean = Moments.mean(predicted);
                String id = network.stations().get(station).id();
                smoothed.add(stationAnalysis(id, time, station, mean, Moments.variance(predicted, mean), true));
            }
        }
        return smoothed;
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
