package io.fieldcast.forecasting;

import io.fieldcast.assimilation.Verdict;
import io.fieldcast.diagnostics.EnergyBalance;
import io.fieldcast.diagnostics.EnergyLedger;
import io.fieldcast.diagnostics.Predictability;
import io.fieldcast.domain.Diagnostics;
import io.fieldcast.dynamics.Parameter;
import io.fieldcast.numerics.Ensemble;
import io.fieldcast.observation.ObservationBatch;
import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The numbers of one cycle for the diagnostics topic and the meters. Innovations are in units of what was expected of them, spreads
 * in units of each station's standard deviation.
 */
final class CycleNumbers {
    /** Half the width of the central 90 % of a normal distribution, in standard deviations. */
    private static final double HALF_90 = 1.645;

    private final SortedMap<String, Double> numbers = new TreeMap<>();

    private CycleNumbers() {}

    /** Notes what is known before the analysis. */
    static CycleNumbers of(ObservationBatch batch, double forecastEnergy) {
        CycleNumbers cycle = new CycleNumbers();
        double squares = 0;
        double sum = 0;
        double spread = 0;
        int used = 0;
        for (int i = 0; i < batch.size(); i++) {
            double normalised = batch.innovation(i) / batch.expectedDeviation(i);
            sum += normalised;
            squares += normalised * normalised;
            spread += batch.predictedVariance(i);
            used += batch.isUsed(i) ? 1 : 0;
        }
        int count = batch.size();
        cycle.numbers.put("observations", (double) count);
        cycle.numbers.put("observations.assimilated", (double) used);
        if (count > 0) {
            cycle.numbers.put("innovation.rms", Math.sqrt(squares / count));
            cycle.numbers.put("innovation.bias", sum / count);
            cycle.numbers.put("spread.forecast", Math.sqrt(spread / count));
        }
        InnovationRanks.add(batch, cycle.numbers);
        cycle.numbers.put("energy.forecast", forecastEnergy);
        return cycle;
    }

    /** Notes the analysis. */
    void analysed(EnergyLedger ledger, Ensemble analysis, Assimilation assimilation, long cycle) {
        double chiSquare = assimilation.chiSquare(cycle);
        numbers.put("observations.late", (double) assimilation.batch().size() - assimilation.punctual());
        if (Double.isFinite(chiSquare)) {
            numbers.put("innovation.chi2", chiSquare);
        }
        numbers.put("signal.freedom", assimilation.degreesOfFreedom());
        numbers.put("inflation.mean", assimilation.meanInflation());
        numbers.put("increments.capped", (double) assimilation.cappedRows());
        numbers.put("energy.analysis", ledger.energy(analysis));
        numbers.put("mass.analysis", ledger.mass(analysis));
    }

    /** Notes how fast errors grow from this analysis, and how long it takes them to spoil the forecast. */
    void predictability(Predictability predictability, Ensemble analysis, double noiseVariance) {
        double leading = predictability.leading(analysis);
        if (Double.isFinite(leading)) {
            double variance = Predictability.errorVariance(analysis);
            numbers.put("lyapunov.leading", leading);
            numbers.put("predictability.horizon", (double) Predictability.horizon(leading, variance, noiseVariance));
        }
    }

    /** Notes how the dynamics went. */
    void advanced(int redrawn, boolean diverged) {
        numbers.put("members.redrawn", (double) redrawn);
        numbers.put("diverged", diverged ? 1.0 : 0.0);
    }

    /** Adds what is known after the cycle; numbers that are not finite are left out, and counted. */
    Diagnostics diagnostics(
            String field,
            Instant time,
            ForecastState state,
            Verdict verdict,
            Postprocessing postprocessing,
            FieldModel model,
            NoiseLearning noise,
            EnergyLedger ledger) {
        Ensemble ensemble = state.ensemble();
        book("energy.ledger.", ledger.energyBalance(ensemble));
        book("mass.ledger.", ledger.massBalance(ensemble));
        numbers.put("warm.up", (double) state.warmUpLeft());
        numbers.put("analysis.good", verdict.isGood() ? 1.0 : 0.0);
        numbers.put("noise.field", noise.field(state));
        numbers.put("noise.local", noise.local(state));
        numbers.put("noise.observation", noise.observation(state));
        numbers.put("noise.reach", noise.reach(state));
        for (int p = 0; p < model.parameters().size(); p++) {
            Parameter parameter = model.parameters().get(p);
            int row = model.firstParameterRow() + p;
            double mean = ensemble.mean(row);
            double sd = Math.sqrt(ensemble.variance(row));
            String name = "parameter." + parameter.name();
            numbers.put(name + ".mean", parameter.transform().toModel(mean));
            numbers.put(name + ".low", parameter.transform().toModel(mean - HALF_90 * sd));
            numbers.put(name + ".high", parameter.transform().toModel(mean + HALF_90 * sd));
        }
        Table scores = state.part(ForecastState.Part.SCORES);
        for (int lead = 0; lead < postprocessing.leads(); lead++) {
            if (postprocessing.scores().any(scores, lead)) {
                String name = "lead." + postprocessing.steps(lead) + ".";
                numbers.put(name + "rmse", postprocessing.scores().rmse(scores, lead));
                numbers.put(name + "skill", postprocessing.scores().skill(scores, lead));
                numbers.put(name + "crps", postprocessing.scores().crps(scores, lead));
                numbers.put(name + "coverage90", postprocessing.scores().coverage90(scores, lead));
                if (postprocessing.verified(lead) > 0) {
                    numbers.put(name + "bias", postprocessing.bias(lead));
                }
            }
        }
        int before = numbers.size();
        numbers.values().removeIf(value -> !Double.isFinite(value));
        numbers.put("notfinite", (double) (before - numbers.size()));
        return new Diagnostics(field, time, numbers);
    }

    /** The account of the dynamics' rows; what the stations have of their own is not in it. */
    private void book(String prefix, EnergyBalance balance) {
        numbers.put(prefix + "start", balance.start());
        numbers.put(prefix + "production", balance.production());
        numbers.put(prefix + "dissipation", balance.dissipation());
        numbers.put(prefix + "noise", balance.noise());
        numbers.put(prefix + "increment", balance.increment());
        numbers.put(prefix + "end", balance.end());
        numbers.put(prefix + "unbooked", balance.unbooked());
    }
}
