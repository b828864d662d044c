package io.fieldcast.training.gradient;

import io.fieldcast.dynamics.network.VariationalNetwork;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;

/** Velocity Verlet under a learned potential, as {@link VariationalNetwork} is served: half a kick, a drift, half a kick. */
final class VerletGraph implements MotionGraph {
    private final SameDiff graph;
    private final EnergyGraph potential;
    private final VariationalNetwork.Space space;
    private final SDVariable drift;
    private final double step;
    private final SDVariable[] halves;
    private SDVariable place;
    private SDVariable momentum;
    private SDVariable force;

    /**
     * @param drift step over mass, one number
     * @param place where it starts, samples × positions
     * @param momentum with which it starts, as many
     */
    VerletGraph(
            SameDiff graph,
            EnergyGraph potential,
            VariationalNetwork.Space space,
            SDVariable drift,
            double step,
            SDVariable place,
            SDVariable momentum) {
        this.graph = graph;
        this.potential = potential;
        this.space = space;
        this.drift = drift;
        this.step = step;
        this.halves = space == VariationalNetwork.Space.LINE
                ? new SDVariable[0]
                : StepGraph.halves(graph, potential.size() / 2);
        this.place = place;
        this.momentum = momentum;
        this.force = force(place);
    }

    @Override
    public void advance() {
        SDVariable kicked = momentum.sub(force.mul(step / 2));
        SDVariable moved = kicked.mul(drift);
        place = place.add(
                space == VariationalNetwork.Space.LINE
                        ? moved
                        : graph.math().asin(graph.math().clipByValue(moved, -1, 1)));
        // The kick that ends this step and the one that begins the next share it.
        force = force(place);
        momentum = kicked.sub(force.mul(step / 2));
    }

    @Override
    public SDVariable place() {
        return place;
    }

    @Override
    public SDVariable momentum() {
        return momentum;
    }

    private SDVariable force(SDVariable at) {
        if (space == VariationalNetwork.Space.LINE) {
            return potential.gradient(at);
        }
        SDVariable cosine = graph.math().cos(at);
        SDVariable sine = graph.math().sin(at);
        SDVariable turned = potential.gradient(graph.concat(1, cosine, sine));
        return cosine.mul(half(turned, 1)).sub(sine.mul(half(turned, 0)));
    }

    private SDVariable half(SDVariable whole, int which) {
        return graph.mmul(whole, halves[which]);
    }
}
