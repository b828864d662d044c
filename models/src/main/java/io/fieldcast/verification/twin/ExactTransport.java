package io.fieldcast.verification.twin;

import io.fieldcast.assimilation.KalmanFilter;
import io.fieldcast.dynamics.Propagator;
import io.fieldcast.numerics.Ensemble;
import io.fieldcast.numerics.RandomStreams;
import io.fieldcast.verification.Crps;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.EnumMap;
import java.util.Map;

/**
 * The Kalman filter on a linear twin experiment. It estimates how far the truth is from a run without noise, which sources do not
 * change, so that it needs the linear part of the dynamics alone. Confined to one thread, for one run.
 */
final class ExactTransport {
    private final TwinExperiment experiment;
    private final Torus torus;
    private final RandomStreams streams;
    private final NatureRun nature;
    private final NatureRun calm;
    private final KalmanFilter filter;
    private final double[] model;
    private final double[] noise;
    private final double[] weights;
    private double forecastRmse;
    private double analysisRmse;
    private double squares;
    private double variances;
    private double innovationRatio;
    private double crps;

    /**
     * @param torus where the truth lives
     * @param linear the truth's dynamics without what does not depend on the state
     * @param noise of the truth
     * @param startDeviation standard deviation of every place before the first window
     */
    ExactTransport(
            TwinExperiment experiment, Torus torus, Propagator linear, PeriodicNoise noise, double startDeviation) {
        this.experiment = experiment;
        this.torus = torus;
        streams = new RandomStreams(experiment.seed(), "twin");
        Truth truth = experiment.truth();
        nature = new NatureRun(truth, 1, streams);
        calm = new NatureRun(new Truth(truth.dynamics(), Noise.NONE, truth.parameters()), 1, streams);
        int size = torus.size();
        model = matrix(linear, size);
        weights = new double[size];
        this.noise = new double[size * size];
        double[] covariance = new double[size * size];
        for (int i = 0; i < size; i++) {
            covariance[i * size + i] = startDeviation * startDeviation;
            for (int j = 0; j < size; j++) {
                this.noise[i * size + j] = noise.covariance(i, j);
            }
        }
        filter = new KalmanFilter(new double[size], covariance);
    }

    /** Column k is where unit vector k goes, member k of an ensemble of them. */
    private static double[] matrix(Propagator linear, int size) {
        Ensemble units = Ensemble.ofState(size, size);
        for (int i = 0; i < size; i++) {
            units.values()[i * size + i] = 1;
        }
        linear.advance(units, 1, new double[linear.scratchSize(size)]);
        return units.values();
    }

    TwinScores run() {
        ThreadMXBean clock = ManagementFactory.getThreadMXBean();
        long spent = 0;
        for (int cycle = 1; cycle <= experiment.cycles(); cycle++) {
            nature.advance(cycle);
            calm.advance(cycle);
            Window window = Window.observe(cycle, experiment.network(), nature.states(), experiment.faults(), streams);
            boolean scored = cycle > experiment.burnIn();
            long started = clock.getCurrentThreadCpuTime();
            filter.forecast(model, noise);
            spent += clock.getCurrentThreadCpuTime() - started;
            if (scored) {
                scoreForecast(window);
            }
            started = clock.getCurrentThreadCpuTime();
            for (int place = 0; place < window.places(); place++) {
                readWeights(window, place);
                filter.observe(weights, departure(window, place), window.errorVariance());
            }
            spent += clock.getCurrentThreadCpuTime() - started;
            if (scored) {
                scoreAnalysis();
            }
        }
        return scores(1e-6 * spent / experiment.cycles());
    }

    private void readWeights(Window window, int place) {
        torus.weights(window.operator().x(place), window.operator().y(place), weights);
    }

    /** What was observed beyond the run without noise. */
    private double departure(Window window, int place) {
        return window.value(place) - window.operator().predict(calm.state(), place);
    }

    private double error(int row) {
        return calm.state()[row] + filter.mean(row) - nature.state()[row];
    }

    private double rmse() {
        double sum = 0;
        for (int row = 0; row < torus.size(); row++) {
            sum += error(row) * error(row);
        }
        return Math.sqrt(sum / torus.size());
    }

    private void scoreForecast(Window window) {
        forecastRmse += rmse();
        double score = 0;
        for (int row = 0; row < torus.size(); row++) {
            score += Crps.gaussian(error(row), Math.sqrt(filter.covariance(row, row)), 0);
        }
        crps += score / torus.size();
        double ratio = 0;
        for (int place = 0; place < window.places(); place++) {
            readWeights(window, place);
            double innovation = departure(window, place);
            double variance = window.errorVariance();
            for (int i = 0; i < weights.length; i++) {
                if (weights[i] != 0) {
                    innovation -= weights[i] * filter.mean(i);
                    for (int j = 0; j < weights.length; j++) {
                        variance += weights[j] == 0 ? 0 : weights[i] * weights[j] * filter.covariance(i, j);
                    }
                }
            }
            ratio += innovation * innovation / variance;
        }
        innovationRatio += ratio / window.places();
    }

    private void scoreAnalysis() {
        analysisRmse += rmse();
        for (int row = 0; row < torus.size(); row++) {
            squares += error(row) * error(row);
            variances += filter.covariance(row, row);
        }
    }

    private TwinScores scores(double millis) {
        int scored = experiment.cycles() - experiment.burnIn();
        Map<Figure, Double> figures = new EnumMap<>(Figure.class);
        figures.put(Figure.RMSE_A, analysisRmse / scored);
        figures.put(Figure.RMSE_F, forecastRmse / scored);
        figures.put(Figure.SPREAD_RATIO, Math.sqrt(variances / squares));
        figures.put(Figure.CHI2, innovationRatio / scored);
        figures.put(Figure.CRPS, crps / scored);
        figures.put(Figure.CYCLE_MS, millis);
        return new TwinScores(figures, Map.of());
    }
}
