package io.fieldcast.forecasting;

import io.fieldcast.assimilation.MemberRedraw;
import io.fieldcast.assimilation.Verdict;
import io.fieldcast.domain.Forecast;
import io.fieldcast.numerics.Ensemble;
import io.fieldcast.numerics.RandomStreams;
import io.fieldcast.numerics.RandomStreams.Purpose;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What comes next: a free run of the ensemble to every lead time, its values at the places, calibrated, in the field's own unit. Owns
 * working memory, hence confined to one thread.
 */
final class Outlook {
    /** Gauss and Hermite's five-point rule for the mean of a function of a standard normal number. */
    private static final double[] NODES = {
        -Math.sqrt(5 + Math.sqrt(10)),
        -Math.sqrt(5 - Math.sqrt(10)),
        0,
        Math.sqrt(5 - Math.sqrt(10)),
        Math.sqrt(5 + Math.sqrt(10))
    };

    private static final double OUTER = (7 - 2 * Math.sqrt(10)) / 60;
    private static final double INNER = (7 + 2 * Math.sqrt(10)) / 60;
    private static final double[] NODE_WEIGHTS = {OUTER, INNER, 8.0 / 15, INNER, OUTER};

    private final FieldSettings settings;
    private final FieldModel model;
    private final Postprocessing postprocessing;
    private final Climate climate;
    private final Places places;
    private final RandomStreams streams;
    private final NoiseLearning noise;
    private final MemberRedraw redraw;
    private final double[] levels;
    private final double[] scales;
    private final double[] means;
    private final double[] ensembleMeans;
    private final double[] correction;
    private final double[] deviations;
    private final double[] ratios;
    private final double[] predicted;
    private final double[] standardised;
    private final double[] memberAnomalies;
    private int redrawn;
    private boolean diverged;

    Outlook(
            FieldSettings settings,
            FieldModel model,
            Postprocessing postprocessing,
            Climate climate,
            Places places,
            RandomStreams streams,
            NoiseLearning noise,
            MemberRedraw redraw) {
        this.settings = settings;
        this.model = model;
        this.postprocessing = postprocessing;
        this.climate = climate;
        this.places = places;
        this.streams = streams;
        this.noise = noise;
        this.redraw = redraw;
        this.levels =
                settings.levels().stream().mapToDouble(Double::doubleValue).toArray();
        int count = places.places();
        this.scales = new double[count];
        this.means = new double[count];
        this.ensembleMeans = new double[count];
        this.correction = new double[count];
        this.deviations = new double[count];
        this.ratios = new double[count];
        this.predicted = new double[settings.filter().members()];
        this.standardised = new double[levels.length];
        this.memberAnomalies = new double[settings.members() ? count * predicted.length : 0];
    }

    /**
     * Issues the forecasts of every lead from a free run. Members that the dynamics lose on the way are redrawn from the others; where too
     * many are lost, the run goes on from its first step.
     *
     * @param state its ensemble is one step ahead already; longer leads run a copy of it
     */
    List<Forecast> predict(ForecastState state, Instant time) {
        List<Forecast> forecasts = new ArrayList<>(postprocessing.leads() * places.places());
        int last = postprocessing.steps(postprocessing.leads() - 1);
        Ensemble ahead = last == 1 ? state.ensemble() : state.ensemble().copy();
        climate.scales(state, scales);
        redrawn = 0;
        diverged = false;
        int done = 1;
        for (int lead = 0; lead < postprocessing.leads(); lead++) {
            for (; done < postprocessing.steps(lead); done++) {
                RandomStreams.Stream stream = streams.stream(state.cycle(), Purpose.LEAD_NOISE, done);
                model.move(ahead);
                model.addNoise(ahead, noise.field(state), noise.local(state), noise.reach(state), stream);
                RandomStreams.Stream others = streams.stream(state.cycle(), Purpose.REDRAW, done);
                if (redraw.apply(ahead, others) != Verdict.OK) {
                    ahead.set(state.ensemble());
                    diverged = true;
                }
                redrawn += redraw.redrawn();
            }
            climate.means(state, time.plus(settings.leads().get(lead)), means);
            issue(state, lead, ahead);
            for (int place = 0; place < places.places(); place++) {
                forecasts.add(forecast(state, time, lead, place));
            }
        }
        return forecasts;
    }

    /** Members that were redrawn in the latest free run. */
    int redrawn() {
        return redrawn;
    }

    /** Whether the latest free run had to go on from its first step. */
    boolean diverged() {
        return diverged;
    }

    /** Combined forecast and calibrated deviation of every place, on the standardised scale. */
    private void issue(ForecastState state, int lead, Ensemble ahead) {
        int stations = places.stations();
        for (int place = 0; place < places.places(); place++) {
            model.operator().predict(ahead, place, predicted, 0);
            double mean = Moments.mean(predicted);
            double variance = Moments.variance(predicted, mean) + noise.observation(state, place);
            if (settings.members()) {
                System.arraycopy(predicted, 0, memberAnomalies, place * predicted.length, predicted.length);
            }
            ensembleMeans[place] = mean;
            deviations[place] = Math.sqrt(variance);
            if (place < stations) {
                double combined = postprocessing.issue(state, lead, place, mean, variance, means[place], scales[place]);
                correction[place] = combined - mean;
                ratios[place] = postprocessing.sd(state, lead, place, variance) / deviations[place];
            }
        }
        places.spread(correction);
        places.spread(ratios);
    }

    private Forecast forecast(ForecastState state, Instant time, int lead, int place) {
        double mean = ensembleMeans[place] + correction[place];
        double sd = deviations[place] * ratios[place];
        postprocessing.quantiles(state, lead, mean, sd, standardised);
        double[] quantiles = new double[levels.length];
        for (int i = 0; i < levels.length; i++) {
            quantiles[i] = value(place, standardised[i]);
        }
        double expected = 0;
        for (int node = 0; node < NODES.length; node++) {
            expected += NODE_WEIGHTS[node] * value(place, mean + NODES[node] * sd);
        }
        String station = settings.network().places().get(place).id();
        Forecast forecast = new Forecast(
                settings.name(),
                station,
                time,
                settings.leads().get(lead),
                expected,
                levels,
                quantiles,
                members(place, mean, sd));
        return state.warmUpLeft() > 0 ? forecast.ofWarmUp() : forecast;
    }

    /** The members with the mean and spread that were calibrated; their order, and so what goes with what, stays. */
    private double[] members(int place, double mean, double sd) {
        double[] members = new double[settings.members() ? predicted.length : 0];
        if (members.length > 0) {
            System.arraycopy(memberAnomalies, place * members.length, members, 0, members.length);
            double spread = Math.sqrt(Moments.variance(members, ensembleMeans[place]));
            double widened = spread > 0 ? sd / spread : 0;
            for (int m = 0; m < members.length; m++) {
                members[m] = value(place, mean + widened * (members[m] - ensembleMeans[place]));
            }
        }
        return members;
    }

    private double value(int place, double anomaly) {
        return settings.transform().back(means[place] + scales[place] * anomaly);
    }
}
