package io.fieldcast.pipeline.report;

import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the page's header says about the run. Immutable.
 *
 * @param title what is forecast and where, such as {@code Wind over Ireland}
 * @param quantity name of the measured quantity, such as {@code wind speed}
 * @param unit its unit, such as {@code knots}; may be empty
 * @param scoredUnit unit of the scores, such as {@code √(m/s)}; may be empty
 * @param geographic whether the stations' positions are longitude and latitude
 * @param numbers short facts by name: cycles, observations, members, seconds, model, seed, source of the data …
 */
public record ReportFacts(
        String title,
        String quantity,
        String unit,
        String scoredUnit,
        boolean geographic,
        SortedMap<String, String> numbers) {
    public ReportFacts {
        numbers = new TreeMap<>(numbers);
    }
}
