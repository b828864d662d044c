package io.fieldcast.dynamics;

import io.fieldcast.geometry.Grid;
import io.fieldcast.testkit.DissipativeContract;
import io.fieldcast.testkit.Gen;
import io.fieldcast.testkit.LinearContract;
import io.fieldcast.testkit.LipschitzContract;

class DampedPropagatorTest implements DissipativeContract, LinearContract, LipschitzContract {
    @Override
    public Propagator propagator(Gen gen) {
        Grid grid = new Grid(gen.integer(6, 9), gen.integer(6, 9), 0, 0, 2);
        Propagator inner =
                ConservingIde.on(grid, Edge.WALLS).bases(2, 2).speed(1).build();
        return new DampedPropagator(inner, gen.uniform(0.3, 0.95), 0.4, 0.05);
    }
}
