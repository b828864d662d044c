package io.fieldcast.pipeline.report;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;

/** Turns a snapshot into text, and nothing else: the same snapshot always gives the same lines. Immutable. */
public final class LiveRenderer {
    private static final String BARS = "▁▂▃▄▅▆▇█";
    private static final String ASCII_BARS = "_.-~=+*#";

    private final boolean unicode;
    private final boolean colour;
    private final int rows;

    /**
     * @param unicode whether the terminal shows more than ASCII
     * @param colour whether it understands ANSI colours
     * @param rows most stations shown
     */
    public LiveRenderer(boolean unicode, boolean colour, int rows) {
        this.unicode = unicode;
        this.colour = colour;
        this.rows = rows;
    }

    /** The whole view, lines ended by a line feed. */
    public String render(LiveSnapshot now) {
        StringBuilder text = new StringBuilder();
        text.append(paint("1", now.title())).append("  ").append(progress(now)).append('\n');
        text.append(counts(now)).append("\n\n");
        String unit = now.unit().isEmpty() ? "" : " (" + now.unit() + ")";
        text.append(String.format(
                        Locale.ROOT,
                        "%-12s %9s %9s %19s   %-5s  %s%n",
                        "station",
                        "measured",
                        "forecast",
                        "90 % band",
                        "",
                        "recent" + unit)
                .replace(System.lineSeparator(), "\n"));
        for (LiveSnapshot.Row row :
                now.stations().subList(0, Math.min(rows, now.stations().size()))) {
            text.append(station(row)).append('\n');
        }
        if (now.stations().size() > rows) {
            text.append("and ").append(now.stations().size() - rows).append(" more\n");
        }
        if (!now.scores().isEmpty()) {
            text.append('\n');
        }
        for (LeadScore score : now.scores()) {
            text.append(score(score)).append('\n');
        }
        return text.toString();
    }

    /** One line for logs and dumb terminals. */
    public String line(LiveSnapshot now) {
        String scores = now.scores().isEmpty() ? "" : "; " + score(now.scores().get(0));
        return progress(now) + "; " + counts(now) + scores;
    }

    private String progress(LiveSnapshot now) {
        double done = now.progress();
        String time = now.eventTime().equals(Instant.MIN)
                ? "waiting for data"
                : now.eventTime().truncatedTo(ChronoUnit.MINUTES).toString();
        double seconds = Math.max(1e-3, now.elapsed().toMillis() / 1000.0);
        String speed = String.format(Locale.ROOT, "%.0f cycles/s", now.cycles() / seconds);
        String elapsed = "elapsed " + clock(now.elapsed());
        if (Double.isNaN(done)) {
            return String.join("  ", time, speed, elapsed);
        }
        int full = (int) Math.round(done * 24);
        String bar = (unicode ? "█" : "#").repeat(full) + (unicode ? "░" : ".").repeat(24 - full);
        String left = done > 0.01 && done < 1
                ? "left " + clock(Duration.ofMillis(Math.round(now.elapsed().toMillis() * (1 - done) / done)))
                : "";
        return String.join("  ", bar, String.format(Locale.ROOT, "%3.0f %%", 100 * done), time, speed, elapsed, left)
                .stripTrailing();
    }

    private static String clock(Duration duration) {
        long seconds = duration.toSeconds();
        return seconds < 3600
                ? String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60)
                : String.format(Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
    }

    private static String counts(LiveSnapshot now) {
        return String.format(
                Locale.ROOT,
                "%,d observations, %,d forecasts, %,d rejected, %,d late, %,d dead letters",
                now.observations(),
                now.forecasts(),
                now.rejected(),
                now.late(),
                now.deadLetters());
    }

    private String station(LiveSnapshot.Row row) {
        boolean judged = Double.isFinite(row.observed()) && Double.isFinite(row.low());
        boolean hit = judged && row.observed() >= row.low() && row.observed() <= row.high();
        String verdict = !judged ? "     " : hit ? paint("32", unicode ? "✓    " : "ok   ") : paint("33", "miss ");
        String dots = unicode ? "…" : "..";
        String band = Double.isFinite(row.low()) ? number(row.low()) + " " + dots + " " + number(row.high()) : "";
        return String.format(
                        Locale.ROOT,
                        "%-12.12s %9s %9s %19s   %s  %s",
                        row.station(),
                        number(row.observed()),
                        number(row.middle()),
                        band,
                        verdict,
                        sparkline(row.recent()))
                .stripTrailing();
    }

    private static String number(double value) {
        if (!Double.isFinite(value)) {
            return "-";
        }
        return String.format(Locale.ROOT, Math.abs(value) >= 1000 ? "%.0f" : "%.2f", value);
    }

    String sparkline(List<Double> values) {
        String bars = unicode ? BARS : ASCII_BARS;
        double low = values.stream().mapToDouble(v -> v).min().orElse(0);
        double high = values.stream().mapToDouble(v -> v).max().orElse(0);
        StringBuilder line = new StringBuilder();
        for (double value : values) {
            int height = high > low ? (int) Math.round((value - low) / (high - low) * (bars.length() - 1)) : 0;
            line.append(bars.charAt(height));
        }
        return line.toString();
    }

    private String score(LeadScore score) {
        return String.format(
                Locale.ROOT,
                "ahead %-6s rmse %.3f  crps %.3f  in 90 %% band %.0f %%  persistence rmse %.3f (saved %.0f %%)",
                lead(score.lead()),
                score.rmse(),
                score.crps(),
                100 * score.coverage90(),
                score.persistenceRmse(),
                100 * score.rmseSkillPersistence());
    }

    private static String lead(Duration lead) {
        long minutes = lead.toMinutes();
        return minutes % 1440 == 0 ? minutes / 1440 + " d" : minutes % 60 == 0 ? minutes / 60 + " h" : minutes + " min";
    }

    private String paint(String code, String text) {
        return colour ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
