package io.fieldcast.dynamics;

import io.fieldcast.geometry.BisquareBasis;
import io.fieldcast.geometry.Grid;
import io.fieldcast.geometry.Representation;
import io.fieldcast.geometry.StationNodes;
import io.fieldcast.geometry.Uniform;
import java.util.List;

/** The linear integro-difference equation with one learned kernel for the whole field, by name. */
public final class LinearIdeDynamics implements Dynamics {
    /** Cells of the grid on which a kernel over a basis is integrated, for each function of its finest resolution. */
    private static final int QUADRATURE_PER_FUNCTION = 3;

    /** Least cells along that grid's longer side. */
    private static final int LEAST_QUADRATURE = 12;

    @Override
    public String name() {
        return "ide";
    }

    @Override
    public String summary() {
        return "Linear integro-difference equation: a learned Gaussian kernel, the same everywhere, shifts, blurs and damps the field.";
    }

    @Override
    public String use() {
        return "First choice for any network whose anomalies drift with one mean flow.";
    }

    @Override
    public String paper() {
        return "Wikle and Cressie 1999; Wikle 2002";
    }

    @Override
    public List<Setting> settings() {
        return List.of(
                new Setting("gain", 0.5, 0.001, 0.999, "first guess of the kernel's mass"),
                new Setting("width", 2, 1e-6, 1e6, "first guess of the kernel's width, radii squared"));
    }

    @Override
    public Propagator build(Representation representation, double radius, Choices choices) {
        IdeKernel kernel = kernel(radius, choices);
        if (representation instanceof Grid grid) {
            return LinearIde.onGrid(grid, kernel);
        }
        if (representation instanceof StationNodes nodes) {
            return LinearIde.onNodes(nodes, kernel);
        }
        if (representation instanceof BisquareBasis basis) {
            return LinearIde.onBasis(basis, basis.box().grid(quadratureCells(basis)), kernel);
        }
        throw new IllegalArgumentException("a linear integro-difference equation needs nodes, cells or bisquares");
    }

    /** Finer cells would not show a kernel that the basis can tell from a wider one. */
    private static int quadratureCells(BisquareBasis basis) {
        double longer = Math.max(basis.box().width(), basis.box().height());
        int cells = (int) Math.ceil(QUADRATURE_PER_FUNCTION * longer / basis.finestSpacing());
        return Math.max(LEAST_QUADRATURE, cells);
    }

    private static IdeKernel kernel(double radius, Choices choices) {
        ParameterTransform share = new ParameterTransform.Range(0, 1);
        ParameterTransform positive = new ParameterTransform.Exponential(0);
        double width = choices.number("width") * radius * radius;
        return new IdeKernel(
                everywhere(new Parameter(
                        "gain", share.toUnconstrained(choices.number("gain")), Priors.SD, Priors.GAIN_FLOOR, share)),
                everywhere(new Parameter("width", positive.toUnconstrained(width), Priors.SD, Priors.FLOOR, positive)),
                everywhere(offset("offset.x", radius)),
                everywhere(offset("offset.y", radius)),
                IdeKernel.Rows.NORMALISED);
    }

    private static Parameter offset(String name, double radius) {
        return new Parameter(name, 0, Priors.SD * radius, Priors.FLOOR * radius, new ParameterTransform.Identity());
    }

    private static KernelField everywhere(Parameter parameter) {
        return new KernelField(parameter, new Uniform(0, 0));
    }
}
