package io.fieldcast.tests.monitoring;

import io.fieldcast.tests.monitoring.Panel.Place;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A panel and what Prometheus answers to each of its queries. Immutable.
 *
 * @param answers one for each query, in their order
 */
record Answers(Panel panel, List<List<Series>> answers) {
    private static final int GRID = 24;
    private static final int MOST_IN_A_ROW = 3;

    Answers {
        answers = List.copyOf(answers);
    }

    /** Every panel of a dashboard as it looks at {@code to}, one that is repeated once for each value of its variable. */
    static List<Answers> of(Dashboard dashboard, Prometheus prometheus, Instant from, Instant to, Duration step)
            throws IOException, InterruptedException {
        Variables variables = Variables.all(dashboard, prometheus, Duration.between(from, to));
        List<Answers> all = new ArrayList<>();
        int down = 0;
        for (Panel panel : dashboard.panels()) {
            Place place = panel.place();
            String name = panel.repeat().orElse("");
            List<String> values = panel.repeat().isPresent() ? variables.of(name) : List.of("");
            int width = panel.repeat().isPresent()
                    ? GRID / Math.min(Math.max(values.size(), 1), MOST_IN_A_ROW)
                    : place.width();
            for (int i = 0; i < values.size(); i++) {
                int row = i / MOST_IN_A_ROW;
                int x = panel.repeat().isPresent() ? i % MOST_IN_A_ROW * width : place.x();
                Place here = new Place(x, place.y() + down + row * place.height(), width, place.height());
                Variables chosen = panel.repeat().isPresent() ? variables.choosing(name, values.get(i)) : variables;
                List<List<Series>> answers = new ArrayList<>();
                for (Panel.Query query : panel.queries()) {
                    String filled = chosen.fill(query.expression());
                    answers.add(
                            query.instant()
                                    ? prometheus.instant(filled, to)
                                    : prometheus.range(filled, from, to, step));
                }
                all.add(new Answers(panel.at(here, name, values.get(i)), answers));
            }
            down += Math.max(0, (values.size() - 1) / MOST_IN_A_ROW) * place.height();
        }
        return all;
    }

    /** Whether this query was answered with a finite value. */
    boolean hasData(int query) {
        return answers.get(query).stream().anyMatch(Series::hasData);
    }
}
