package io.fieldcast.dynamics.hamiltonian;

import io.fieldcast.dynamics.Choices;
import io.fieldcast.dynamics.Lagged;
import io.fieldcast.dynamics.Propagator;
import io.fieldcast.dynamics.Setting;

/** The setting of those compositions that can be given a memory. */
final class Lags {
    private static final String KEY = "lags";

    private Lags() {}

    static Setting setting() {
        return new Setting(KEY, 0, 0, 12, "fields of the past that the next one may draw on; 0 for none");
    }

    static Propagator around(Propagator inner, Choices choices) {
        int lags = (int) Math.rint(choices.number(KEY));
        return lags == 0 ? inner : new Lagged(inner, lags);
    }
}
