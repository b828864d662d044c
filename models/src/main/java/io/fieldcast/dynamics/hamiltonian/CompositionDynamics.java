package io.fieldcast.dynamics.hamiltonian;

import io.fieldcast.dynamics.Choices;
import io.fieldcast.dynamics.Composition;
import io.fieldcast.dynamics.Dynamics;
import io.fieldcast.dynamics.LinearIdeDynamics;
import io.fieldcast.dynamics.Oscillator;
import io.fieldcast.dynamics.Propagator;
import io.fieldcast.dynamics.Setting;
import io.fieldcast.geometry.Representation;
import java.util.ArrayList;
import java.util.List;

/** The linear integro-difference equation for transport and an oscillator in every place for memory, by name. */
public final class CompositionDynamics implements Dynamics {
    private static final Dynamics TRANSPORT = new LinearIdeDynamics();

    @Override
    public String name() {
        return "composition";
    }

    @Override
    public String summary() {
        return "A linear integro-difference equation carries the field and a hidden momentum, and a damped oscillator turns one into the"
                + " other: drift with swing, and if wanted lags.";
    }

    @Override
    public String use() {
        return "On any representation, where the linear integro-difference equation does well and the field overshoots or comes in waves.";
    }

    @Override
    public String paper() {
        return "Strang 1968; Wikle 2002";
    }

    @Override
    public List<Setting> settings() {
        List<Setting> settings = new ArrayList<>(TRANSPORT.settings());
        settings.addAll(Oscillator.settings());
        settings.add(Lags.setting());
        return settings;
    }

    @Override
    public Propagator build(Representation representation, double radius, Choices choices) {
        Propagator transport = TRANSPORT.build(representation, radius, choices);
        Oscillator oscillator =
                new Oscillator(representation.size(), choices.number("frequency"), choices.number("friction"));
        // The oscillator outside: its half steps are exact, those of a kernel over scattered places are not.
        return Lags.around(new Composition(oscillator, transport), choices);
    }
}
