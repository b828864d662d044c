package io.fieldcast.training.gradient;

import io.fieldcast.dynamics.network.Features;
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
        int places = features.copies();
        SDVariable now = GraphLoss.placeholder(graph, "now", places);
        UnaryOperator<SDVariable> step;
        SDVariable state;
        if (kind.moves()) {
            SDVariable before = GraphLoss.placeholder(graph, "before", places);
            SDVariable momentum = now.sub(before).mul(graph.math().exp(flat.take(1, 1)));
            state = graph.concat(1, now, momentum);
            step = kind == FieldKind.VARIATIONAL ? verlet(graph, flat, energy) : alongMomentum(graph, flat, energy);
        } else {
            state = now;
            step = rungeKutta(x -> energy.gradient(x).neg());
        }
        SDVariable field = kind.moves() ? graph.constant(firstHalf(places)) : now;
        SDVariable sum = graph.constant(0.0);
        for (int frame = 1; frame <= horizon; frame++) {
            for (int i = 0; i < steps; i++) {
                state = step.apply(state);
            }
            SDVariable seen = kind.moves() ? graph.mmul(state, field) : state;
            seen = seen.rename("frame." + frame);
            SDVariable wanted = GraphLoss.placeholder(graph, "next." + frame, places);
            sum = sum.add(graph.math().square(seen.sub(wanted)).mean());
        }
        return new GraphLoss(graph, sum.div(horizon).rename("loss"));
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

    /** On field and momentum side by side: half a kick, a drift, half a kick. */
    private UnaryOperator<SDVariable> verlet(SameDiff graph, FlatWeights flat, EnergyGraph potential) {
        int places = features.copies();
        double h = 1.0 / steps;
        SDVariable first = graph.constant(firstHalf(places));
        INDArray secondHalf = Nd4j.zeros(2L * places, places);
        INDArray drifts = Nd4j.zeros(2L * places, 2L * places);
        for (int i = 0; i < places; i++) {
            secondHalf.putScalar(i + places, i, 1);
            drifts.putScalar(i + places, i, h);
        }
        SDVariable second = graph.constant(secondHalf);
        // Times the inverse: SameDiff's derivative of a quotient by one number is wrong.
        SDVariable drift = graph.math().exp(flat.take(1, 1).neg()).mul(graph.constant(drifts));
        UnaryOperator<SDVariable> halfKick = x -> {
            SDVariable force = potential.gradient(graph.mmul(x, first)).mul(h / 2);
            return x.sub(graph.mmul(force, second, false, true, false));
        };
        return x -> {
            SDVariable kicked = halfKick.apply(x);
            return halfKick.apply(kicked.add(graph.mmul(kicked, drift)));
        };
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

    /** Selects the field from field and momentum. */
    private static INDArray firstHalf(int places) {
        INDArray half = Nd4j.zeros(2L * places, places);
        for (int i = 0; i < places; i++) {
            half.putScalar(i, i, 1);
        }
        return half;
    }
}
