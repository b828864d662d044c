package io.fieldcast.dynamics;

import io.fieldcast.geometry.Grid;
import io.fieldcast.testkit.ConservesMassContract;
import io.fieldcast.testkit.DissipativeContract;
import io.fieldcast.testkit.Gen;
import io.fieldcast.testkit.LinearContract;
import io.fieldcast.testkit.LipschitzContract;
import io.fieldcast.testkit.OrthogonalContract;

class ConservingIdeTest
        implements OrthogonalContract, DissipativeContract, ConservesMassContract, LinearContract, LipschitzContract {
    @Override
    public Propagator propagator(Gen gen) {
        double spacing = gen.uniform(0.5, 20);
        Grid grid = new Grid(gen.integer(6, 11), gen.integer(6, 11), gen.gaussian(), gen.gaussian(), spacing);
        return ConservingIde.on(grid, gen.integer(0, 1) == 0 ? Edge.PERIODIC : Edge.WALLS)
                .bases(gen.integer(1, 3), gen.integer(1, 3))
                .speed(spacing * gen.uniform(0.1, 1.5))
                .build();
    }
}
