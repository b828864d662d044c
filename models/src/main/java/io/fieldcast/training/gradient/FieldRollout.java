package io.fieldcast.training.gradient;

import io.fieldcast.dynamics.network.Features;
import io.fieldcast.dynamics.network.VariationalNetwork;
import java.util.function.UnaryOperator;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Graph of a field's run over a few frames from the two before: mean squared error of every frame on the way. Frames are of the scale 1.
 * Between two frames the network's motion is cut into equal steps: velocity Verlet's where the network is variational, the classical
 * Runge–Kutta method's elsewhere. Weights: the energy's, then {@link FieldKind#extras}.
 */
final class FieldRollout {
    private final FieldKind kind;
    private final Features features;
    private final int[] widths;
    private final int horizon;
    private final int steps;

    /**
     * @param features what the energy sees of the kind's layers
     * @param horizon frames to run
     * @param steps between two frames
     */
    FieldRollout(FieldKind kind, Features features, int[] widths, int horizon, int steps) {
        this.kind = kind;
        this.features = features;
        this.widths = widths.clone();
        this.horizon = horizon;
        this.steps = steps;
    }

    int weights() {
        return EnergyGraph.count(features, widths, true) + kind.extras();
    }

    /** The loss, to be fed with {@code before}, {@code now} and {@code next.1}, {@code next.2} and so on, samples × places each. */
    GraphLoss loss() {
        SameDiff graph = GraphLoss.graph();
        FlatWeights flat = new FlatWeights(graph, weights());
        EnergyGraph energy = new EnergyGraph(flat, features, widths, true);
        SDVariable now = GraphLoss.placeholder(graph, "now", features.copies());
        MotionGraph motion = kind.moves()
                ? moving(graph, flat, energy, now)
                : StepGraph.ofPlaces(graph, rungeKutta(x -> energy.gradient(x).neg()), now);
        SDVariable sum = graph.constant(0.0);
        for (int frame = 1; frame <= horizon; frame++) {
            for (int i = 0; i < steps; i++) {
                motion.advance();
            }
            SDVariable seen = motion.place().rename("frame." + frame);
            SDVariable wanted = GraphLoss.placeholder(graph, "next." + frame, features.copies());
            sum = sum.add(graph.math().square(seen.sub(wanted)).mean());
        }
        return new GraphLoss(graph, sum.div(horizon).rename("loss"));
    }

    /** Of field and momentum, which starts as a learned share of the latest change. */
    private MotionGraph moving(SameDiff graph, FlatWeights flat, EnergyGraph energy, SDVariable now) {
        SDVariable before = GraphLoss.placeholder(graph, "before", features.copies());
        SDVariable momentum = now.sub(before).mul(graph.math().exp(flat.take(1, 1)));
        if (kind == FieldKind.VARIATIONAL) {
            double step = 1.0 / steps;
            // Times the inverse: SameDiff's derivative of a quotient by one number is wrong.
            SDVariable drift = graph.math().exp(flat.take(1, 1).neg()).mul(step);
            return new VerletGraph(graph, energy, VariationalNetwork.Space.LINE, drift, step, now, momentum);
        }
        UnaryOperator<SDVariable> step = alongMomentum(graph, flat, energy);
        return StepGraph.ofMotion(graph, step, features.copies(), graph.concat(1, now, momentum));
    }

    private UnaryOperator<SDVariable> alongMomentum(SameDiff graph, FlatWeights flat, EnergyGraph energy) {
        int size = features.size();
        SDVariable turn = graph.constant(HamiltonianTraining.canonical(size));
        if (kind == FieldKind.HAMILTONIAN) {
            return rungeKutta(x -> graph.mmul(energy.gradient(x), turn));
        }
        INDArray momenta = Nd4j.zeros(size, size);
        for (int i = size / 2; i < size; i++) {
            momenta.putScalar(i, i, 1);
        }
        SDVariable damping = graph.math().exp(flat.take(1, 1)).mul(graph.constant(momenta));
        SDVariable structure = turn.sub(damping);
        return rungeKutta(x -> graph.mmul(energy.gradient(x), structure));
    }

    private UnaryOperator<SDVariable> rungeKutta(UnaryOperator<SDVariable> field) {
        double h = 1.0 / steps;
        return x -> {
            SDVariable first = field.apply(x);
            SDVariable second = field.apply(x.add(first.mul(h / 2)));
            SDVariable third = field.apply(x.add(second.mul(h / 2)));
            SDVariable fourth = field.apply(x.add(third.mul(h)));
            return x.add(
                    first.add(second.mul(2.0)).add(third.mul(2.0)).add(fourth).mul(h / 6));
        };
    }
}
