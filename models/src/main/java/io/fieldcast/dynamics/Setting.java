package io.fieldcast.dynamics;

import io.fieldcast.domain.Check;

/**
 * One number that can be chosen for dynamics in a configuration.
 *
 * @param key its name there
 * @param fallback what is in force where nothing is chosen
 * @param least smallest value allowed
 * @param most largest value allowed
 * @param meaning one phrase with the unit
 */
public record Setting(String key, double fallback, double least, double most, String meaning) {
    public Setting {
        Check.that(least <= fallback && fallback <= most, "%s must lie in %s..%s, got %s", key, least, most, fallback);
    }
}
