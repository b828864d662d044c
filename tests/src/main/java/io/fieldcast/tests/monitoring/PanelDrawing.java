package io.fieldcast.tests.monitoring;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Draws one panel as SVG. Confined to one thread. */
final class PanelDrawing {
    private static final List<String> PALETTE = List.of(
            "#56a64b", "#e0b400", "#3274d9", "#ff780a", "#e02f44", "#8f3bb8", "#37872d", "#1f60c4", "#fa6400",
            "#c4162a");
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
    private static final double LETTER = 6.1;
    private static final int LEFT = 62;
    private static final int TOP = 30;
    private static final int LINE = 16;
    private static final int MOST_LEGEND_LINES = 3;
    private static final int NAMES = 140;

    /** Seconds; points further apart are not joined. */
    private static final double LONGEST_STEP = 6;

    private final Panel panel;
    private final Instant from;
    private final Instant to;
    private final int width;
    private final int height;
    private final List<Curve> curves = new ArrayList<>();
    private final StringBuilder svg = new StringBuilder();

    private record Curve(String name, Series series, String color) {}

    /**
     * @param width of the drawing in pixels
     * @param height likewise
     */
    PanelDrawing(Answers answers, Instant from, Instant to, int width, int height) {
        this.panel = answers.panel();
        this.from = from;
        this.to = to;
        this.width = width;
        this.height = height;
        for (int i = 0; i < answers.answers().size(); i++) {
            String legend = panel.queries().get(i).legend();
            for (Series series : answers.answers().get(i)) {
                curves.add(new Curve(series.name(legend), series, PALETTE.get(curves.size() % PALETTE.size())));
            }
        }
    }

    String draw() {
        add("<svg xmlns='http://www.w3.org/2000/svg' width='%d' height='%d'>", width, height);
        text(10, 19, "title", "start", panel.title());
        if (curves.stream().noneMatch(curve -> curve.series().hasData())) {
            text(width / 2.0, height / 2.0, "none", "middle", "No data");
        } else {
            switch (panel.type()) {
                case "stat" -> number();
                case "bargauge" -> {
                    if (panel.lying()) {
                        lyingBars();
                    } else {
                        bars();
                    }
                }
                case "timeseries" -> curves();
                default -> throw new IllegalArgumentException("no drawing for panels of type " + panel.type());
            }
        }
        return svg.append("</svg>").toString();
    }

    private void curves() {
        List<String> lines = legend();
        double bottom = height - 26.0 - LINE * lines.size();
        List<Double> values = curves.stream()
                .flatMap(curve -> curve.series().values().stream())
                .toList();
        Scale y = Scale.over(values, panel.look().min(), panel.look().max(), bottom, TOP + 6);
        Scale x = new Scale(from.getEpochSecond(), to.getEpochSecond(), LEFT, width - 12);
        for (double tick : y.ticks(5)) {
            add("<line class='grid' x1='%d' x2='%d' y1='%.1f' y2='%.1f'/>", LEFT, width - 12, y.at(tick), y.at(tick));
            text(
                    LEFT - 6,
                    y.at(tick) + 4,
                    "tick",
                    "end",
                    Units.format(tick, panel.look().unit(), -1));
        }
        long every = Math.max(60, (to.getEpochSecond() - from.getEpochSecond()) / 5 / 60 * 60);
        for (long t = (from.getEpochSecond() / every + 1) * every; t < to.getEpochSecond(); t += every) {
            text(
                    x.at((double) t),
                    bottom + 16,
                    "tick",
                    "middle",
                    MINUTE.format(Instant.ofEpochSecond(t).atOffset(ZoneOffset.UTC)));
        }
        thresholds(y);
        band(x, y);
        for (Curve curve : curves) {
            if (!panel.look().band().contains(curve.name())) {
                add("<path class='curve' stroke='%s' d='%s'/>", curve.color(), path(curve.series(), x, y));
            }
        }
        for (int i = 0; i < lines.size(); i++) {
            add("<g transform='translate(%d,%.1f)'>%s</g>", LEFT - 50, bottom + 36 + LINE * i, lines.get(i));
        }
    }

    /** Names of all curves, as many in a line as fit; what is more than three lines would have to be scrolled to. */
    private List<String> legend() {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        double at = 0;
        for (Curve curve : curves) {
            double size = 26 + LETTER * curve.name().length();
            if (at > 0 && at + size > width - LEFT + 40) {
                lines.add(line.toString());
                line.setLength(0);
                at = 0;
            }
            line.append(String.format(
                    Locale.ROOT,
                    "<rect x='%.1f' y='-5' width='12' height='3' fill='%s'/><text class='tick' x='%.1f' y='0'>%s</text>",
                    at,
                    curve.color(),
                    at + 16,
                    DashboardPage.escape(curve.name())));
            at += size;
        }
        lines.add(line.toString());
        return lines.subList(0, Math.min(lines.size(), MOST_LEGEND_LINES));
    }

    private void thresholds(Scale y) {
        for (Panel.Threshold threshold : panel.look().thresholds()) {
            double value = threshold.from();
            if (value > y.low() && value < y.high()) {
                add(
                        "<line class='threshold' stroke='%s' x1='%d' x2='%d' y1='%.1f' y2='%.1f'/>",
                        color(value), LEFT, width - 12, y.at(value), y.at(value));
            }
        }
    }

    /** Fills the panel from its upper to its lower curve, where it has such. */
    private void band(Scale x, Scale y) {
        List<Curve> ends = curves.stream()
                .filter(curve -> panel.look().band().contains(curve.name()))
                .toList();
        if (ends.size() != 2) {
            return;
        }
        String upper = path(ends.get(0).series(), x, y);
        Series low = ends.get(1).series();
        StringBuilder back = new StringBuilder();
        for (int i = low.values().size() - 1; i >= 0; i--) {
            if (Double.isFinite(low.values().get(i))) {
                back.append(String.format(
                        Locale.ROOT,
                        "L%.1f %.1f",
                        x.at(low.times().get(i)),
                        y.at(low.values().get(i))));
            }
        }
        add(
                "<path d='%s%sZ' fill='%s' fill-opacity='0.2'/>",
                upper.replace('M', 'L').replaceFirst("L", "M"),
                back,
                ends.get(0).color());
    }

    private static String path(Series series, Scale x, Scale y) {
        StringBuilder path = new StringBuilder();
        boolean pen = false;
        double before = Double.NaN;
        for (int i = 0; i < series.values().size(); i++) {
            double time = series.times().get(i);
            double value = series.values().get(i);
            boolean gap = time - before > LONGEST_STEP;
            if (Double.isFinite(value)) {
                path.append(
                        String.format(Locale.ROOT, "%s%.1f %.1f", pen && !gap ? "L" : "M", x.at(time), y.at(value)));
            }
            pen = Double.isFinite(value);
            before = time;
        }
        return path.toString();
    }

    private void number() {
        Curve curve = curves.get(0);
        double now = curve.series().last().orElse(Double.NaN);
        String color = panel.look().thresholds().isEmpty() ? PALETTE.get(0) : color(now);
        Scale x = new Scale(from.getEpochSecond(), to.getEpochSecond(), 0, width);
        Scale y = Scale.over(
                curve.series().values(), panel.look().min(), panel.look().max(), height - 2.0, height * 0.62);
        String line = path(curve.series(), x, y);
        add("<path class='curve' stroke='%s' d='%s'/>", color, line);
        String value = Units.format(now, panel.look().unit(), panel.look().decimals());
        add("<g fill='%s'>", color);
        text(width / 2.0, height * 0.56, "number", "middle", value);
        add("</g>");
    }

    private void bars() {
        List<Curve> shown =
                curves.stream().filter(curve -> curve.series().hasData()).toList();
        List<Double> values =
                shown.stream().map(curve -> curve.series().last().orElse(0)).toList();
        Scale y = Scale.over(values, panel.look().min(), panel.look().max(), height - 30.0, TOP + 24);
        double each = (width - 24.0) / shown.size();
        for (int i = 0; i < shown.size(); i++) {
            double value = values.get(i);
            String color = panel.look().thresholds().isEmpty() ? shown.get(i).color() : color(value);
            double top = y.at(value);
            double x = 12 + i * each;
            add(
                    "<rect x='%.1f' y='%.1f' width='%.1f' height='%.1f' fill='%s' fill-opacity='0.75'/>",
                    x + each * 0.1, top, each * 0.8, Math.max(1, height - 30 - top), color);
            text(
                    x + each / 2,
                    top - 6,
                    "value",
                    "middle",
                    Units.format(value, panel.look().unit(), panel.look().decimals()));
            text(x + each / 2, height - 12, "tick", "middle", shown.get(i).name());
        }
    }

    private void lyingBars() {
        List<Curve> shown =
                curves.stream().filter(curve -> curve.series().hasData()).toList();
        List<Double> values =
                shown.stream().map(curve -> curve.series().last().orElse(0)).toList();
        Scale x = Scale.over(values, panel.look().min(), panel.look().max(), NAMES, width - 50.0);
        double each = (height - TOP - 12.0) / shown.size();
        for (int i = 0; i < shown.size(); i++) {
            double value = values.get(i);
            String color = panel.look().thresholds().isEmpty() ? shown.get(i).color() : color(value);
            double end = x.at(value);
            double y = TOP + i * each;
            add(
                    "<rect x='%d' y='%.1f' width='%.1f' height='%.1f' fill='%s' fill-opacity='0.75'/>",
                    NAMES, y + each * 0.1, Math.max(1, end - NAMES), each * 0.8, color);
            text(NAMES - 8, y + each / 2 + 4, "tick", "end", shown.get(i).name());
            text(
                    end + 6,
                    y + each / 2 + 5,
                    "value",
                    "start",
                    Units.format(value, panel.look().unit(), panel.look().decimals()));
        }
    }

    /** The colour of the highest threshold that {@code value} reaches. */
    private String color(double value) {
        String color = "green";
        for (Panel.Threshold threshold : panel.look().thresholds()) {
            if (value >= threshold.from()) {
                color = threshold.color();
            }
        }
        return color.equals("red") ? "#e02f44" : "#56a64b";
    }

    private void text(double x, double y, String kind, String anchor, String text) {
        add(
                "<text class='%s' x='%.1f' y='%.1f' text-anchor='%s'>%s</text>",
                kind, x, y, anchor, DashboardPage.escape(text));
    }

    private void add(String format, Object... arguments) {
        svg.append(String.format(Locale.ROOT, format, arguments));
    }
}
