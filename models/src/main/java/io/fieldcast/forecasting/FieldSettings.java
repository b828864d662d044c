package io.fieldcast.forecasting;

import io.fieldcast.domain.Check;
import io.fieldcast.geometry.Network;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Everything that decides a field's forecasts. Immutable; two forecasters with equal settings and equal observations say the same
 * to the last bit.
 *
 * @param name the field's name, key of its random streams
 * @param seed seed of its random streams
 * @param network stations and virtual stations
 * @param range what values are plausible
 * @param transform to the scale on which the field is modelled
 * @param mean seasons, learned per station
 * @param representation what stands for the anomaly field
 * @param dynamics how the anomaly field moves in one step
 * @param noise what the dynamics leave open, at its start; learned from then on
 * @param filter how observations correct the ensemble
 * @param quality how observations are judged
 * @param late what becomes of observations whose cycle has run
 * @param combination which other forecasts stand beside the dynamical one
 * @param calibration how quantiles are corrected
 * @param step time from one cycle to the next
 * @param leads lead times, whole multiples of {@code step}, rising
 * @param levels levels of the quantiles, rising
 * @param members whether forecasts carry the ensemble's members beside the quantiles
 * @param learnUntil from this moment on nothing is learned any more, only the state is corrected; {@link Instant#MAX} for never
 */
public record FieldSettings(
        String name,
        long seed,
        Network network,
        PlausibleRange range,
        Transform transform,
        Mean mean,
        RepresentationSpec representation,
        DynamicsSpec dynamics,
        Noise noise,
        FilterSettings filter,
        QualitySettings quality,
        Late late,
        Combination combination,
        CalibrationSettings calibration,
        Duration step,
        List<Duration> leads,
        List<Double> levels,
        boolean members,
        Instant learnUntil)
        implements Serializable {

    public FieldSettings {
        Check.that(!step.isZero() && !step.isNegative(), "step must be above 0, got %s", step);
        Check.that(!leads.isEmpty() && !levels.isEmpty(), "at least one lead and one level are needed");
        for (Duration lead : leads) {
            boolean whole = lead.toMillis() % step.toMillis() == 0 && !lead.isZero() && !lead.isNegative();
            Check.that(whole, "lead %s is not a whole multiple of the step %s", lead, step);
        }
        leads = List.copyOf(leads);
        levels = List.copyOf(levels);
    }

    /** The same settings with other dynamics, and other ways to correct and to learn. */
    public FieldSettings with(
            DynamicsSpec newDynamics,
            Noise newNoise,
            FilterSettings newFilter,
            QualitySettings newQuality,
            Combination newCombination,
            CalibrationSettings newCalibration) {
        return new FieldSettings(
                name,
                seed,
                network,
                range,
                transform,
                mean,
                representation,
                newDynamics,
                newNoise,
                newFilter,
                newQuality,
                late,
                newCombination,
                newCalibration,
                step,
                leads,
                levels,
                members,
                learnUntil);
    }

    /** The same settings with all learning stopped at {@code moment}. */
    public FieldSettings learningUntil(Instant moment) {
        return new FieldSettings(
                name,
                seed,
                network,
                range,
                transform,
                mean,
                representation,
                dynamics,
                noise,
                filter,
                quality,
                late,
                combination,
                calibration,
                step,
                leads,
                levels,
                members,
                moment);
    }

    /**
     * What becomes of observations whose cycle has run.
     *
     * @param policy for those of the latest cycles
     * @param steps how many cycles back an observation may belong, at least 0; older ones are dropped whatever the policy
     */
    public record Late(LatePolicy policy, int steps) implements Serializable {
        public Late {
            Check.that(steps >= 0, "late steps must be at least 0, got %d", steps);
        }
    }

    /**
     * How observations are judged.
     *
     * @param outlier one further from its forecast than so many expected deviations is not assimilated
     * @param learnErrors whether each station's error variance is learned
     */
    public record QualitySettings(double outlier, boolean learnErrors) implements Serializable {}

    /** Values below {@code lowest} or above {@code highest}, in the field's unit, are not believed. */
    public record PlausibleRange(double lowest, double highest) implements Serializable {
        boolean contains(double value) {
            return value >= lowest && value <= highest;
        }
    }

    /**
     * How seasons are learned.
     *
     * @param priorConstant prior variance of a station's constant, in units of the variance around its mean
     * @param priorHarmonic the same for each harmonic: a small value keeps a season from being read off the first weeks
     * @param memory number of observations after which one counts for 1/e; infinite to forget nothing
     */
    public record Mean(Harmonics harmonics, double priorConstant, double priorHarmonic, double memory)
            implements Serializable {}

    /**
     * Variances on the standardised scale, at the start.
     *
     * @param field variance that one step adds to the field
     * @param reach distance over which that noise's correlation falls to 1/e, in units of the network's radius
     * @param local variance that one step adds to what a station has of its own
     * @param observation variance of the measurement error
     * @param rate smallest step of learning these from the innovations; 0 to leave them as they are
     * @param errorFactors for stations that measure worse or better than usual, the factor on {@code observation}, by identifier
     */
    public record Noise(
            double field, double reach, double local, double observation, double rate, Map<String, Double> errorFactors)
            implements Serializable {}

    /**
     * What stands beside the dynamical forecast.
     *
     * @param neighbours stations whose latest values a station's regression sees, itself included; 0 for no regression
     * @param lags how many of their values, the latest first
     * @param memory verified forecasts after which one counts for 1/e in the weights
     */
    public record Combination(int neighbours, int lags, double memory) implements Serializable {}

    /**
     * @param memory verified forecasts over which a station's variance ratio is averaged
     * @param rate smallest step of the adaptive quantiles
     */
    public record CalibrationSettings(double memory, double rate) implements Serializable {}
}
