package io.fieldcast.monitoring;

import java.util.Locale;

/** The table of meters that the README shows. */
public final class MeterTable {
    private MeterTable() {}

    /** A Markdown table, one row for each {@link ForecastMeter} in the enum's order, ending in a line feed. */
    public static String markdown() {
        StringBuilder table =
                new StringBuilder("| Meter | In Prometheus | Kind | Tags | Meaning |\n|---|---|---|---|---|\n");
        for (ForecastMeter meter : ForecastMeter.values()) {
            table.append("| `%s` | `%s` | %s | %s | %s |\n"
                    .formatted(
                            meter.meterName(),
                            prometheusName(meter),
                            meter.kind().name().toLowerCase(Locale.ROOT),
                            "`field`"
                                    + meter.tag().map(tag -> ", `" + tag + "`").orElse(""),
                            meter.description()));
        }
        return table.toString();
    }

    /** Name under which Prometheus stores {@code meter}; a timer's buckets, count and sum carry suffixes of their own. */
    public static String prometheusName(ForecastMeter meter) {
        String name = meter.meterName().replace('.', '_');
        return switch (meter.kind()) {
            case COUNTER -> name + "_total";
            case GAUGE, TIMER -> name + meter.baseUnit().map(unit -> "_" + unit).orElse("");
        };
    }
}
