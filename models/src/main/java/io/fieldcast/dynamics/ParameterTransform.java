package io.fieldcast.dynamics;

import io.fieldcast.domain.Check;

/** A monotone map between an unconstrained number, which a filter may move freely, and a model's constrained one. Immutable. */
public sealed interface ParameterTransform {
    /** The model's number for an unconstrained one. */
    double toModel(double unconstrained);

    /** The unconstrained number for the model's one; inverse of {@link #toModel}. */
    double toUnconstrained(double model);

    /** No constraint. */
    record Identity() implements ParameterTransform {
        @Override
        public double toModel(double unconstrained) {
            return unconstrained;
        }

        @Override
        public double toUnconstrained(double model) {
            return model;
        }
    }

    /** Above {@code floor}: {@code floor + exp(u)}. */
    record Exponential(double floor) implements ParameterTransform {
        @Override
        public double toModel(double unconstrained) {
            return floor + Math.exp(unconstrained);
        }

        @Override
        public double toUnconstrained(double model) {
            Check.that(model > floor, "value must be above %s, got %s", floor, model);
            return Math.log(model - floor);
        }
    }

    /** Between {@code low} and {@code high}: a scaled logistic function. */
    record Range(double low, double high) implements ParameterTransform {
        public Range {
            Check.that(low < high, "range %s..%s is empty", low, high);
        }

        @Override
        public double toModel(double unconstrained) {
            return low + (high - low) / (1 + Math.exp(-unconstrained));
        }

        @Override
        public double toUnconstrained(double model) {
            Check.that(model > low && model < high, "value must lie inside %s..%s, got %s", low, high, model);
            return Math.log((model - low) / (high - model));
        }
    }
}
