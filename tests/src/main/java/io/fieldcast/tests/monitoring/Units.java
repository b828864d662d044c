package io.fieldcast.tests.monitoring;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Writes values as Grafana does in the units that the dashboards use. */
final class Units {
    private static final int FIGURES = 3;

    private Units() {}

    /**
     * A value with its unit.
     *
     * @param decimals of the number that is written; -1 for three significant figures
     */
    static String format(double value, String unit, int decimals) {
        double size = Math.abs(value);
        return switch (unit) {
            case "percentunit" -> number(100 * value, decimals) + " %";
            case "ops" -> scaled(value, size, 1000, new String[] {"", "K", "M"}, decimals) + " ops/s";
            case "bytes" -> scaled(value, size, 1024, new String[] {" B", " KiB", " MiB", " GiB"}, decimals);
            case "short" -> scaled(value, size, 1000, new String[] {"", " K", " Mil", " Bil"}, decimals);
            case "s" -> seconds(value, size, decimals);
            default -> number(value, decimals);
        };
    }

    private static String seconds(double value, double size, int decimals) {
        if (size == 0) {
            return "0 s";
        }
        if (size < 1e-3) {
            return number(1e6 * value, decimals) + " µs";
        }
        if (size < 1) {
            return number(1e3 * value, decimals) + " ms";
        }
        return size < 120 ? number(value, decimals) + " s" : number(value / 60, decimals) + " min";
    }

    private static String scaled(double value, double size, double base, String[] names, int decimals) {
        int at = 0;
        double scale = 1;
        while (at < names.length - 1 && size >= scale * base) {
            scale *= base;
            at++;
        }
        return number(value / scale, decimals) + names[at];
    }

    private static String number(double value, int decimals) {
        if (decimals >= 0) {
            return String.format(Locale.ROOT, "%." + decimals + "f", value);
        }
        BigDecimal rounded = new BigDecimal(value).round(new MathContext(FIGURES));
        return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    }
}
