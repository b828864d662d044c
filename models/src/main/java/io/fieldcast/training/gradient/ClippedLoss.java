package io.fieldcast.training.gradient;

import io.fieldcast.domain.Check;

/**
 * A loss whose gradient is shortened to a longest length: over many frames a run that goes astray has a gradient that would throw the
 * weights away.
 *
 * @param longest length of the gradient, above 0
 * @see <a href="https://arxiv.org/abs/1211.5063">Pascanu, Mikolov and Bengio (2013)</a>
 */
record ClippedLoss(Loss loss, double longest) implements Loss {
    ClippedLoss {
        Check.that(longest > 0, "longest must be above 0, got %s", longest);
    }

    @Override
    public int weights() {
        return loss.weights();
    }

    @Override
    public double gradient(double[] weights, int[] samples, double[] gradient) {
        double value = loss.gradient(weights, samples, gradient);
        double squares = 0;
        for (double slope : gradient) {
            squares += slope * slope;
        }
        double length = Math.sqrt(squares);
        for (int i = 0; length > longest && i < gradient.length; i++) {
            gradient[i] *= longest / length;
        }
        return value;
    }

    @Override
    public double value(double[] weights, int[] samples) {
        return loss.value(weights, samples);
    }
}
