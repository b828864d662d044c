package io.fieldcast.forecasting;

import io.fieldcast.dynamics.ConservingIde;
import io.fieldcast.dynamics.DampedPersistence;
import io.fieldcast.dynamics.DampedPropagator;
import io.fieldcast.dynamics.Edge;
import io.fieldcast.dynamics.IdeKernel;
import io.fieldcast.dynamics.KernelField;
import io.fieldcast.dynamics.LinearIde;
import io.fieldcast.dynamics.Parameter;
import io.fieldcast.dynamics.ParameterTransform;
import io.fieldcast.dynamics.Persistence;
import io.fieldcast.dynamics.Propagator;
import io.fieldcast.geometry.BisquareBasis;
import io.fieldcast.geometry.Grid;
import io.fieldcast.geometry.Representation;
import io.fieldcast.geometry.StationNodes;
import io.fieldcast.geometry.Uniform;
import java.io.Serializable;

/** Which dynamics carry the anomaly field, as a value that a configuration can hold. Lengths are in units of the network's radius. */
public sealed interface DynamicsSpec extends Serializable {
    /**
     * Builds the propagator.
     *
     * @param representation what it moves
     * @param radius the network's radius, kilometres or the network's unit
     * @throws IllegalArgumentException if these dynamics do not live on that representation
     */
    Propagator build(Representation representation, double radius);

    /** The next step as this one. */
    record PersistenceSpec() implements DynamicsSpec {
        @Override
        public Propagator build(Representation representation, double radius) {
            return new Persistence(representation.size());
        }
    }

    /**
     * The anomaly dies away at a learned rate.
     *
     * @param damping first guess of what is left after one step, inside 0..1
     */
    record DampedSpec(double damping) implements DynamicsSpec {
        @Override
        public Propagator build(Representation representation, double radius) {
            return DampedPersistence.shared(representation.size(), damping, PRIOR_SD, GAIN_FLOOR);
        }
    }

    /**
     * Linear integro-difference equation, its kernel the same everywhere and learned.
     *
     * @param gain first guess of the kernel's mass, inside 0..1
     * @param width first guess of the kernel's width θ2, in units of the radius squared
     */
    record LinearIdeSpec(double gain, double width) implements DynamicsSpec {
        @Override
        public Propagator build(Representation representation, double radius) {
            IdeKernel kernel = kernel(radius);
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

        private IdeKernel kernel(double radius) {
            ParameterTransform share = new ParameterTransform.Range(0, 1);
            ParameterTransform positive = new ParameterTransform.Exponential(0);
            return new IdeKernel(
                    everywhere(new Parameter("gain", share.toUnconstrained(gain), PRIOR_SD, GAIN_FLOOR, share)),
                    everywhere(new Parameter(
                            "width", positive.toUnconstrained(width * radius * radius), PRIOR_SD, FLOOR, positive)),
                    everywhere(offset("offset.x", radius)),
                    everywhere(offset("offset.y", radius)),
                    IdeKernel.Rows.NORMALISED);
        }

        private static Parameter offset(String name, double radius) {
            return new Parameter(name, 0, PRIOR_SD * radius, FLOOR * radius, new ParameterTransform.Identity());
        }

        private static KernelField everywhere(Parameter parameter) {
            return new KernelField(parameter, new Uniform(0, 0));
        }
    }

    /**
     * Energy-conserving integro-difference equation on cells: a learned flow without divergence carries the anomaly, a learned
     * diffusion smooths it, and a learned damping draws it towards the climatology, without which the variance that every step's
     * noise adds would stay for ever. The transport alone keeps energy and mass; the whole only never raises energy.
     *
     * @param speed prior standard deviation of each component of the flow, radii a step
     * @param diffusivity first guess of the diffusivity, radii squared a step; 0 for none
     * @param damping first guess of what is left after one step, inside 0..1
     */
    record ConservingIdeSpec(double speed, double diffusivity, double damping) implements DynamicsSpec {
        @Override
        public Propagator build(Representation representation, double radius) {
            if (!(representation instanceof Grid grid)) {
                throw new IllegalArgumentException("an energy-conserving integro-difference equation needs cells");
            }
            ConservingIde.Settings settings = ConservingIde.on(grid, Edge.WALLS).speed(speed * radius);
            if (diffusivity > 0) {
                settings.diffusivity(diffusivity * radius * radius);
            }
            return new DampedPropagator(settings.build(), damping, PRIOR_SD, GAIN_FLOOR);
        }
    }

    /** Prior standard deviation of a kernel's unconstrained numbers. */
    double PRIOR_SD = 0.4;

    /** Spread floor of a gain or damping. */
    double GAIN_FLOOR = 0.05;

    /** Spread floor of widths and offsets. */
    double FLOOR = 0.08;

    /** Cells of the grid on which a kernel over a basis is integrated, for each function of its finest resolution. */
    int QUADRATURE_PER_FUNCTION = 3;

    /** Least cells along that grid's longer side. */
    int LEAST_QUADRATURE = 12;
}
