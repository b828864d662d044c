package io.fieldcast.training.gradient;

/** A loss over samples as a function of flat weights. */
public interface Loss {
    /** Number of weights. */
    int weights();

    /**
     * The mean loss over samples, and its gradient by the weights.
     *
     * @param samples numbers of the samples
     * @param gradient receives {@link #weights} numbers
     */
    double gradient(double[] weights, int[] samples, double[] gradient);

    /** The mean loss over samples. */
    double value(double[] weights, int[] samples);
}
