package io.fieldcast.dynamics.hamiltonian;

import io.fieldcast.dynamics.Choices;
import io.fieldcast.dynamics.Dynamics;
import io.fieldcast.dynamics.Edge;
import io.fieldcast.dynamics.Propagator;
import io.fieldcast.dynamics.Setting;
import io.fieldcast.geometry.Grid;
import io.fieldcast.geometry.Representation;
import java.util.List;

/** The wave field by name. */
public final class HamiltonianFieldDynamics implements Dynamics {
    /** Second order suits a field that is corrected every step. */
    private static final int ORDER = 2;

    @Override
    public String name() {
        return "hamiltonian-field";
    }

    @Override
    public String summary() {
        return "Waves with a learned speed, frequency and friction: the field and its momentum move by symplectic steps and keep their"
                + " energy but for the friction.";
    }

    @Override
    public String use() {
        return "On cells, where the field swings or travels both ways, as water levels, pressure and sound do.";
    }

    @Override
    public String paper() {
        return "Hairer, Lubich and Wanner 2003; Blanes and Moan 2002";
    }

    @Override
    public List<Setting> settings() {
        return List.of(
                new Setting(
                        "speed",
                        0.3,
                        1e-6,
                        100,
                        "first guess of the wave speed, radii a step; up to three times that is learned"),
                new Setting("bases", 3, 1, 16, "functions of the wave speed along each side"),
                new Setting(
                        "frequency",
                        0.3,
                        0,
                        3,
                        "first guess of the frequency without waves, radians a step; 0 for none"),
                new Setting("stiffness", 0, 0, 10, "first guess of the spring that large anomalies meet; 0 for none"),
                new Setting("friction", 0.2, 0, 10, "first guess of the momentum's loss rate a step; 0 for none"),
                new Setting("forcing", 0, 0, 10, "prior sd of a steady forcing; 0 for none"),
                new Setting("order", ORDER, 2, 4, "order of the steps: 2, or 4 for long runs without corrections"));
    }

    @Override
    public Propagator build(Representation representation, double radius, Choices choices) {
        if (!(representation instanceof Grid grid)) {
            throw new IllegalArgumentException("a wave field needs cells");
        }
        int bases = (int) Math.rint(choices.number("bases"));
        return HamiltonianField.on(grid, Edge.WALLS)
                .bases(bases, bases)
                .speed(choices.number("speed") * radius)
                .frequency(choices.number("frequency"))
                .stiffness(choices.number("stiffness"))
                .friction(choices.number("friction"))
                .forcing(choices.number("forcing"))
                .order((int) Math.rint(choices.number("order")))
                .build();
    }
}
