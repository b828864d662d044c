package io.fieldcast.forecasting;

import java.io.Serializable;

/** A monotone map from a measured value to a scale on which its variations are nearly Gaussian, and back. Immutable. */
public sealed interface Transform extends Serializable {
    /** The transformed value; for a value below the map's domain, that of the domain's edge. */
    double forward(double value);

    /** The value whose transform this is; below the map's range, the value at its edge. */
    double back(double transformed);

    /** How the unit of transformed values is written. */
    String unit(String unit);

    /** Leaves values as they are. */
    record Identity() implements Transform {
        @Override
        public String unit(String unit) {
            return unit;
        }

        @Override
        public double forward(double value) {
            return value;
        }

        @Override
        public double back(double transformed) {
            return transformed;
        }
    }

    /** Square root of {@code value + shift}, for speeds and counts. */
    record SquareRoot(double shift) implements Transform {
        @Override
        public String unit(String unit) {
            return "√(" + unit + ")";
        }

        @Override
        public double forward(double value) {
            return Math.sqrt(Math.max(0, value + shift));
        }

        @Override
        public double back(double transformed) {
            double positive = Math.max(0, transformed);
            return positive * positive - shift;
        }
    }

    /** Natural logarithm of {@code value + shift}, for concentrations and flows; {@code shift} above 0 lets zeros in. */
    record Logarithm(double shift) implements Transform {
        /** Keeps the logarithm of a value at or below {@code -shift} finite. */
        private static final double SMALLEST = 1e-9;

        /** Keeps the value of a wild forecast finite. */
        private static final double GREATEST = Math.log(1e300);

        @Override
        public String unit(String unit) {
            return "log(" + unit + ")";
        }

        @Override
        public double forward(double value) {
            return Math.log(Math.max(SMALLEST, value + shift));
        }

        @Override
        public double back(double transformed) {
            return Math.exp(Math.min(GREATEST, transformed)) - shift;
        }
    }
}
