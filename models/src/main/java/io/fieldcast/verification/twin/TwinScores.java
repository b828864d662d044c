package io.fieldcast.verification.twin;

import io.fieldcast.assimilation.Verdict;
import io.fieldcast.domain.Check;
import java.util.EnumMap;
import java.util.Map;

/**
 * How a twin experiment went, over the windows after burn-in. Immutable.
 *
 * @param figures what was measured
 * @param verdicts how many windows, burn-in included, ended in each verdict
 */
public record TwinScores(Map<Figure, Double> figures, Map<Verdict, Integer> verdicts) {
    public TwinScores {
        figures = Map.copyOf(figures);
        verdicts = Map.copyOf(verdicts);
    }

    /** @throws IllegalArgumentException if it was not measured */
    public double get(Figure figure) {
        Double value = figures.get(figure);
        Check.that(value != null, "%s was not measured", figure.key());
        return value == null ? Double.NaN : value;
    }

    public boolean has(Figure figure) {
        return figures.containsKey(figure);
    }

    /** These scores and one more figure. */
    public TwinScores with(Figure figure, double value) {
        Map<Figure, Double> more = new EnumMap<>(figures);
        more.put(figure, value);
        return new TwinScores(more, verdicts);
    }

    /** These scores without what measures the machine: a function of settings and seed alone. */
    public TwinScores withoutTimes() {
        Map<Figure, Double> fewer = new EnumMap<>(figures);
        fewer.keySet().removeIf(Figure::isTime);
        return new TwinScores(fewer, verdicts);
    }
}
