package io.fieldcast.dynamics;

import io.fieldcast.geometry.Grid;
import io.fieldcast.geometry.Representation;
import java.util.List;

/**
 * The energy-conserving integro-difference equation by name: a learned flow without divergence carries the anomaly, a learned
 * diffusion smooths it, and a learned damping draws it towards the climatology, without which the variance that every step's noise
 * adds would stay for ever. The transport alone keeps energy and mass; the whole only never raises energy.
 */
public final class ConservingIdeDynamics implements Dynamics {
    @Override
    public String name() {
        return "conserving-ide";
    }

    @Override
    public String summary() {
        return "Integro-difference equation with a skew generator: a learned flow without divergence carries the field and keeps its"
                + " energy.";
    }

    @Override
    public String use() {
        return "On cells, where patterns are carried far by a flow that turns and must not fade or grow on the way.";
    }

    @Override
    public String paper() {
        return "Strang 1968; Haber and Ruthotto 2017";
    }

    @Override
    public List<Setting> settings() {
        return List.of(
                new Setting("speed", 0.1, 1e-6, 100, "prior sd of each component of the flow, radii a step"),
                new Setting("diffusivity", 0.01, 0, 100, "first guess, radii squared a step; 0 for none"),
                Priors.damping());
    }

    @Override
    public Propagator build(Representation representation, double radius, Choices choices) {
        if (!(representation instanceof Grid grid)) {
            throw new IllegalArgumentException("an energy-conserving integro-difference equation needs cells");
        }
        ConservingIde.Settings settings = ConservingIde.on(grid, Edge.WALLS).speed(choices.number("speed") * radius);
        double diffusivity = choices.number("diffusivity");
        if (diffusivity > 0) {
            settings.diffusivity(diffusivity * radius * radius);
        }
        return new DampedPropagator(settings.build(), choices.number("damping"), Priors.SD, Priors.GAIN_FLOOR);
    }
}
