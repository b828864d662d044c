package io.fieldcast.dynamics.hamiltonian;

import io.fieldcast.dynamics.Choices;
import io.fieldcast.dynamics.Composition;
import io.fieldcast.dynamics.ConservingIdeDynamics;
import io.fieldcast.dynamics.Dynamics;
import io.fieldcast.dynamics.Edge;
import io.fieldcast.dynamics.Oscillator;
import io.fieldcast.dynamics.Propagator;
import io.fieldcast.dynamics.Setting;
import io.fieldcast.geometry.Grid;
import io.fieldcast.geometry.Representation;
import java.util.ArrayList;
import java.util.List;

/**
 * The energy-conserving integro-difference equation for transport, and an oscillator or a wave field for what swings, by name. With the
 * oscillator both parts keep or lose the same sum of squares and so does the whole; waves have another energy, and then only
 * linearity is promised.
 */
public final class ConservingCompositionDynamics implements Dynamics {
    private static final Dynamics TRANSPORT = new ConservingIdeDynamics();

    @Override
    public String name() {
        return "conserving-composition";
    }

    @Override
    public String summary() {
        return "A learned flow without divergence carries the field and a hidden momentum, and a damped oscillator or waves turn one into"
                + " the other; energy never rises.";
    }

    @Override
    public String use() {
        return "On cells, where patterns are carried far by a flow that turns and swing or fade and return on the way.";
    }

    @Override
    public String paper() {
        return "Strang 1968; Haber and Ruthotto 2017";
    }

    @Override
    public List<Setting> settings() {
        List<Setting> settings = new ArrayList<>(TRANSPORT.settings());
        settings.addAll(Oscillator.settings());
        settings.add(new Setting("waves", 0, 0, 100, "first guess of a wave speed, radii a step; 0 for none"));
        settings.add(Lags.setting());
        return settings;
    }

    @Override
    public Propagator build(Representation representation, double radius, Choices choices) {
        Propagator transport = TRANSPORT.build(representation, radius, choices);
        return Lags.around(new Composition(swinging(representation, radius, choices), transport), choices);
    }

    private static Propagator swinging(Representation representation, double radius, Choices choices) {
        double frequency = choices.number("frequency");
        double friction = choices.number("friction");
        double waves = choices.number("waves");
        if (waves > 0 && representation instanceof Grid grid) {
            return HamiltonianField.on(grid, Edge.WALLS)
                    .speed(waves * radius)
                    .frequency(frequency)
                    .friction(friction)
                    .build();
        }
        return new Oscillator(representation.size(), frequency, friction);
    }
}
