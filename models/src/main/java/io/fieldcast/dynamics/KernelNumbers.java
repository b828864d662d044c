package io.fieldcast.dynamics;

import io.fieldcast.geometry.Representation;
import java.util.ArrayList;
import java.util.List;

/**
 * Turns a column of unconstrained parameters into the kernel's numbers at each quadrature point: gain, width, offset x, offset y,
 * four in a row for each point. A uniform kernel has the same four for all, written once. Immutable.
 */
final class KernelNumbers {
    static final int PER_POINT = 4;
    static final int WIDTH = 1;
    static final int OFFSET_X = 2;
    static final int OFFSET_Y = 3;

    private final int points;
    private final boolean uniform;
    private final List<Parameter> parameters;
    private final ParameterTransform[] transforms = new ParameterTransform[PER_POINT];
    /** For each field the weights of its coefficients at each point, points × coefficients. */
    private final double[][] weights = new double[PER_POINT][];

    private final int[] coefficients = new int[PER_POINT];

    KernelNumbers(IdeKernel kernel, Quadrature quadrature) {
        List<Parameter> all = new ArrayList<>();
        boolean same = true;
        for (int field = 0; field < PER_POINT; field++) {
            KernelField one = kernel.fields().get(field);
            all.addAll(one.parameters());
            same &= one.on().size() == 1;
            transforms[field] = one.prior().transform();
            coefficients[field] = one.on().size();
        }
        this.parameters = List.copyOf(all);
        this.uniform = same;
        this.points = same ? 1 : quadrature.points();
        for (int field = 0; field < PER_POINT; field++) {
            weights[field] = weights(kernel.fields().get(field).on(), quadrature, points);
        }
    }

    private static double[] weights(Representation on, Quadrature quadrature, int points) {
        double[] all = new double[points * on.size()];
        double[] here = new double[on.size()];
        for (int point = 0; point < points; point++) {
            on.weights(quadrature.x(point), quadrature.y(point), here);
            System.arraycopy(here, 0, all, point * here.length, here.length);
        }
        return all;
    }

    List<Parameter> parameters() {
        return parameters;
    }

    /** Whether one set of numbers serves every point. */
    boolean uniform() {
        return uniform;
    }

    /** Doubles that {@link #write} fills. */
    int size() {
        return PER_POINT * points;
    }

    /**
     * Writes the numbers for a step of the given length: the gain to its power, width and offset times it. For a drift that is
     * the same everywhere that is the exact multi-step kernel on the unbounded plane.
     *
     * @param unconstrained parameter {@code k} at {@code at + k · stride}, left as it was
     * @param numbers receives them from {@code to} on
     */
    void write(double[] unconstrained, int at, int stride, double step, double[] numbers, int to) {
        int first = at;
        for (int field = 0; field < PER_POINT; field++) {
            int count = coefficients[field];
            double[] weight = weights[field];
            ParameterTransform transform = transforms[field];
            for (int point = 0; point < points; point++) {
                double sum = 0;
                for (int k = 0; k < count; k++) {
                    sum += weight[point * count + k] * unconstrained[first + k * stride];
                }
                double number = transform.toModel(sum);
                if (step != 1) {
                    number = field == 0 ? Math.pow(number, step) : number * step;
                }
                numbers[to + PER_POINT * point + field] = number;
            }
            first += count * stride;
        }
    }
}
