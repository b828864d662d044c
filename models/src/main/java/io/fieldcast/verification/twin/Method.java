package io.fieldcast.verification.twin;

import io.fieldcast.assimilation.AdaptiveInflation;
import io.fieldcast.assimilation.Analysis;
import io.fieldcast.assimilation.FilterSpec;
import io.fieldcast.assimilation.Inflation;
import io.fieldcast.assimilation.SpreadFloor;
import io.fieldcast.dynamics.Parameter;
import io.fieldcast.dynamics.Propagator;
import io.fieldcast.numerics.Ensemble;
import io.fieldcast.numerics.RandomStreams;
import io.fieldcast.numerics.RandomStreams.Purpose;
import io.fieldcast.observation.Distance;
import io.fieldcast.observation.RowPlaces;
import java.util.ArrayList;
import java.util.List;

/**
 * How an ensemble estimates the truth: its dynamics, its noise, and its filter with what surrounds it. As immutable as its noise
 * and control are; what they remember is why every run wants its own.
 *
 * @param places where the state's rows sit; as many places as there are rows
 * @param prior how the inflation before the analysis learns
 * @param posterior inflation after the analysis
 * @param rotated whether the anomalies are rotated at random after each analysis
 * @param startDeviation standard deviation about the truth with which the members start
 */
public record Method(
        Propagator dynamics,
        int members,
        FilterSpec filter,
        Places places,
        AdaptiveInflation prior,
        Inflation posterior,
        Noise noise,
        Control control,
        boolean rotated,
        double startDeviation) {
    /** Where the rows of a state sit on a periodic domain. */
    public interface Places {
        /** Places of the rows of an ensemble with the given blocks. */
        RowPlaces of(List<Ensemble.Block> blocks);

        Distance distance();
    }

    /** Without inflation, noise and control; rotated after each analysis; members start one unit from the truth. */
    public static Method of(Propagator dynamics, int members, FilterSpec filter, Places places) {
        return new Method(
                dynamics,
                members,
                filter,
                places,
                AdaptiveInflation.NONE,
                new Inflation.None(),
                Noise.NONE,
                Control.NONE,
                true,
                1);
    }

    /** With analysis anomalies multiplied by {@code factor}. */
    public Method inflated(double factor) {
        return with(AdaptiveInflation.NONE, new Inflation.Multiplicative(factor), noise, control, startDeviation);
    }

    /** With a prior inflation that learns, and none after the analysis. */
    public Method inflatedBy(AdaptiveInflation rule) {
        return with(rule, new Inflation.None(), noise, control, startDeviation);
    }

    /** With analysis anomalies multiplied by {@code factor} besides the prior inflation. */
    public Method andInflated(double factor) {
        return with(prior, new Inflation.Multiplicative(factor), noise, control, startDeviation);
    }

    /** With noise at the end of each window. */
    public Method disturbedBy(Noise some) {
        return with(prior, posterior, some, control, startDeviation);
    }

    /** With a step between prediction and analysis. */
    public Method controlledBy(Control some) {
        return with(prior, posterior, noise, some, startDeviation);
    }

    /** With members that start at another distance from the truth. */
    public Method startingWithin(double deviation) {
        return with(prior, posterior, noise, control, deviation);
    }

    /** Without rotation of the anomalies. */
    public Method unrotated() {
        return new Method(dynamics, members, filter, places, prior, posterior, noise, control, false, startDeviation);
    }

    private Method with(
            AdaptiveInflation newPrior, Inflation newPosterior, Noise newNoise, Control newControl, double deviation) {
        return new Method(
                dynamics, members, filter, places, newPrior, newPosterior, newNoise, newControl, rotated, deviation);
    }

    /** An ensemble of zeros with a block for the state and, where there are any, one for parameters. */
    Ensemble newEnsemble() {
        int size = dynamics.stateSize();
        List<Ensemble.Block> blocks = new ArrayList<>(List.of(new Ensemble.Block(Propagator.STATE, 0, size)));
        if (!dynamics.parameters().isEmpty()) {
            blocks.add(new Ensemble.Block(
                    Propagator.PARAMETERS, size, dynamics.parameters().size()));
        }
        return Ensemble.of(members, blocks);
    }

    /** The analysis step; parameters have their spread floors. */
    Analysis newAnalysis(Ensemble shape) {
        double[] floors = dynamics.parameters().stream()
                .mapToDouble(Parameter::spreadFloor)
                .toArray();
        return new Analysis(
                filter.build(places.of(shape.blocks()), places.distance()),
                posterior,
                new SpreadFloor(dynamics.stateSize(), floors),
                rotated,
                shape);
    }

    /**
     * Scatters the members about the truth, and their parameters about the prior's mean.
     *
     * @param truth as long as the state at least; what is beyond, such as faster scales, the ensemble does not know
     * @param ensemble its rows of state and parameters, which come first, receive the members
     */
    void scatter(double[] truth, RandomStreams streams, Ensemble ensemble) {
        RandomStreams.Stream noiseOfState = streams.stream(0, Purpose.INITIAL_STATE);
        RandomStreams.Stream noiseOfParameters = streams.stream(0, Purpose.INITIAL_PARAMETERS);
        int size = dynamics.stateSize();
        for (int row = 0; row < size + dynamics.parameters().size(); row++) {
            for (int m = 0; m < members; m++) {
                int at = row * members + m;
                if (row < size) {
                    ensemble.values()[at] = truth[row] + startDeviation * noiseOfState.gaussian(at);
                } else {
                    Parameter parameter = dynamics.parameters().get(row - size);
                    double deviation = noiseOfParameters.gaussian((long) (row - size) * members + m);
                    ensemble.values()[at] = parameter.mean() + parameter.sd() * deviation;
                }
            }
        }
    }
}
