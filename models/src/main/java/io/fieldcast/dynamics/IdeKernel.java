package io.fieldcast.dynamics;

import io.fieldcast.domain.Check;
import io.fieldcast.dynamics.ParameterTransform.Exponential;
import io.fieldcast.dynamics.ParameterTransform.Range;
import io.fieldcast.geometry.Representation;
import io.fieldcast.geometry.Uniform;
import java.util.List;

/**
 * The Gaussian redistribution kernel {@code m(s, x) = θ1 exp(−|s + offset − x|² / θ2)}: what arrives at {@code s} in one step
 * comes from around {@code s + offset}, so a field drifts by {@code −offset}. Immutable.
 *
 * @param gain the kernel's mass {@code π θ1 θ2}: what a constant field is multiplied by in one step; never negative
 * @param width {@code θ2}, twice the variance of the kernel, length unit squared; never negative
 * @param offsetX eastward component of the offset, length unit a step
 * @param offsetY northward component of the offset, length unit a step
 * @param rows what happens where the kernel is cut off by sampling or by the domain's edge
 */
public record IdeKernel(KernelField gain, KernelField width, KernelField offsetX, KernelField offsetY, Rows rows) {
    private static final double LARGEST_GAIN = 1.05;
    private static final double FAR_DOWN = -700;

    /** How a sampled row of the kernel is scaled. */
    public enum Rows {
        /** Every row sums to the gain, at the edge too: nothing is lost through it. */
        NORMALISED,
        /** The integral as it stands: what the kernel reaches for outside the domain counts as zero. */
        AS_INTEGRAL
    }

    public IdeKernel {
        Check.that(
                gain.prior().transform().toModel(FAR_DOWN) >= 0
                        && width.prior().transform().toModel(FAR_DOWN) >= 0,
                "gain and width need transforms that keep them from being negative");
    }

    /**
     * A kernel that is the same everywhere, with wide priors.
     *
     * @param gain prior guess, inside 0..1.05
     * @param width prior guess of θ2, length unit squared, above 0
     * @param reach largest size of an offset's component; the prior guess is no offset
     */
    public static IdeKernel constant(Rows rows, double gain, double width, double reach) {
        Check.that(width > 0, "kernel width must be above 0, got %s", width);
        Check.that(reach > 0, "reach of the offset must be above 0, got %s", reach);
        Uniform everywhere = new Uniform(0, 0);
        return new IdeKernel(
                new KernelField(prior("gain", gain, 1, 0.05, new Range(0, LARGEST_GAIN)), everywhere),
                new KernelField(prior("width", width, 0.7, 0.02, new Exponential(0)), everywhere),
                new KernelField(prior("offset.x", 0, 0.5, 0.01, new Range(-reach, reach)), everywhere),
                new KernelField(prior("offset.y", 0, 0.5, 0.01, new Range(-reach, reach)), everywhere),
                rows);
    }

    /** The same kernel with a gain that varies on {@code coarse}. */
    public IdeKernel withGainOn(Representation coarse) {
        return new IdeKernel(new KernelField(gain.prior(), coarse), width, offsetX, offsetY, rows);
    }

    /** The same kernel with a width that varies on {@code coarse}. */
    public IdeKernel withWidthOn(Representation coarse) {
        return new IdeKernel(gain, new KernelField(width.prior(), coarse), offsetX, offsetY, rows);
    }

    /** The same kernel with an offset that varies on {@code coarse}. */
    public IdeKernel withOffsetOn(Representation coarse) {
        return new IdeKernel(
                gain, width, new KernelField(offsetX.prior(), coarse), new KernelField(offsetY.prior(), coarse), rows);
    }

    /** The four fields in the order of their rows in the parameter block. */
    List<KernelField> fields() {
        return List.of(gain, width, offsetX, offsetY);
    }

    private static Parameter prior(String name, double guess, double sd, double floor, ParameterTransform transform) {
        return new Parameter(name, transform.toUnconstrained(guess), sd, floor, transform);
    }
}
