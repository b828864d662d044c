package io.fieldcast.dynamics;

import io.fieldcast.numerics.Ensemble;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Dynamics whose learnable numbers start from what a training found, instead of from a first guess; otherwise themselves. Immutable. */
public final class Tuned implements Propagator {
    private static final String MEAN = ".mean";
    private static final String SD = ".sd";

    private final Propagator inner;
    private final List<Parameter> parameters;

    private Tuned(Propagator inner, List<Parameter> parameters) {
        this.inner = inner;
        this.parameters = parameters;
    }

    /**
     * {@code inner} with the priors in {@code model}.
     *
     * @throws IllegalArgumentException if the model knows other parameters than these dynamics have
     */
    public static Tuned of(Propagator inner, TrainedModel model) {
        List<Parameter> parameters = new ArrayList<>();
        Set<String> left = new TreeSet<>(model.numberNames());
        for (Parameter parameter : inner.parameters()) {
            String name = parameter.name();
            double sd = Math.max(model.number(name + SD), parameter.spreadFloor());
            parameters.add(
                    new Parameter(name, model.number(name + MEAN), sd, parameter.spreadFloor(), parameter.transform()));
            left.remove(name + MEAN);
            left.remove(name + SD);
        }
        if (!left.isEmpty()) {
            throw new IllegalArgumentException(
                    "the " + model.kind() + " model knows " + left + ", which these dynamics do not have");
        }
        return new Tuned(inner, List.copyOf(parameters));
    }

    /**
     * What {@link #of} reads: mean and standard deviation of each parameter, unconstrained.
     *
     * @param kind name of the dynamics
     * @param means one for each of {@code parameters}
     * @param deviations one for each of {@code parameters}, above 0
     */
    public static TrainedModel model(String kind, List<Parameter> parameters, double[] means, double[] deviations) {
        Map<String, Double> numbers = new TreeMap<>();
        for (int row = 0; row < parameters.size(); row++) {
            String name = parameters.get(row).name();
            numbers.put(name + MEAN, means[row]);
            numbers.put(name + SD, deviations[row]);
        }
        return new TrainedModel(kind, numbers, Map.of());
    }

    @Override
    public int stateSize() {
        return inner.stateSize();
    }

    @Override
    public List<Parameter> parameters() {
        return parameters;
    }

    @Override
    public boolean coupled() {
        return inner.coupled();
    }

    @Override
    public Set<Claim> claims() {
        return inner.claims();
    }

    @Override
    public int scratchSize(int members) {
        return inner.scratchSize(members);
    }

    @Override
    public void advance(Ensemble ensemble, double step, double[] scratch) {
        inner.advance(ensemble, step, scratch);
    }

    @Override
    public List<Layer> layers() {
        return inner.layers();
    }

    @Override
    public Energy energy() {
        return inner.energy();
    }
}
