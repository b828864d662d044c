package io.fieldcast.tests.monitoring;

import io.fieldcast.tests.cluster.JavaProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * A dashboard drawn from its own queries' answers, without Grafana: its panels at their places with their titles, units, legends and
 * thresholds. It looks only roughly like Grafana; what it shows is what Grafana would be given. Immutable.
 */
final class DashboardPage {
    private static final int COLUMN = 58;
    private static final int ROW = 30;
    private static final int GAP = 8;
    private static final int COLUMNS = 24;
    private static final int HEAD = 44;
    private static final String BROWSER = "chromium";
    private static final String STYLE = """
            body { margin: 0; background: #f4f5f5; font: 12px "DejaVu Sans", sans-serif; color: #24292e; position: relative }
            h1 { font-size: 17px; font-weight: normal; margin: 0; padding: 13px 16px }
            h1 small { color: #6a7079; font-size: 11px; margin-left: 12px }
            .row, svg { position: absolute } .row { font-size: 14px; padding-top: 6px }
            svg { background: white; border: 1px solid #dcdee0; border-radius: 2px; font-size: 12px }
            .title { font-size: 13px; font-weight: bold; fill: #24292e } .none { fill: #6a7079 }
            .tick { font-size: 10px; fill: #6a7079 } .value { font-size: 13px; fill: #24292e } .number { font-size: 30px }
            .grid { stroke: #e9eaec } .curve { fill: none; stroke-width: 1.3 } .threshold { stroke-dasharray: 8 6 }
            """;

    private final Dashboard dashboard;
    private final List<Answers> panels;
    private final Instant from;
    private final Instant to;

    DashboardPage(Dashboard dashboard, List<Answers> panels, Instant from, Instant to) {
        this.dashboard = dashboard;
        this.panels = List.copyOf(panels);
        this.from = from;
        this.to = to;
    }

    void write(Path file) throws IOException {
        StringBuilder page = new StringBuilder(
                "<!doctype html><meta charset='utf-8'><style>" + STYLE + "</style><h1>" + escape(dashboard.title())
                        + "<small>drawn from its own queries to Prometheus, without Grafana</small></h1>");
        for (Answers answers : panels) {
            Panel.Place place = answers.panel().place();
            int left = GAP + place.x() * COLUMN;
            int top = HEAD + place.y() * (ROW + GAP);
            String style = "style='left:" + left + "px;top:" + top + "px'";
            if (answers.panel().type().equals("row")) {
                page.append("<div class='row' " + style + ">▾ "
                        + escape(answers.panel().title()) + "</div>");
            } else {
                int width = place.width() * COLUMN - GAP;
                int height = place.height() * (ROW + GAP) - GAP;
                page.append(new PanelDrawing(answers, from, to, width, height)
                        .draw()
                        .replaceFirst("<svg", "<svg " + style));
            }
        }
        Files.writeString(file, page);
    }

    private int height() {
        return HEAD
                + GAP
                + (ROW + GAP)
                        * panels.stream()
                                .map(answers -> answers.panel().place())
                                .mapToInt(place -> place.y() + place.height())
                                .max()
                                .orElse(0);
    }

    /**
     * Lets a browser without a screen take a picture of the page in {@code folder}.
     *
     * @param picture PNG file that receives it
     * @throws IOException if there is no browser, or it made none
     */
    void photograph(Path folder, Path picture) throws IOException, InterruptedException {
        if (Programs.find(BROWSER).isEmpty()) {
            throw new IOException("no " + BROWSER + " is installed, so there is no picture " + picture);
        }
        Path parent = picture.toAbsolutePath().getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        Files.deleteIfExists(picture);
        List<String> command = List.of(
                BROWSER,
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--hide-scrollbars",
                "--user-data-dir=" + folder.resolve("browser-" + dashboard.name()),
                "--window-size=" + (COLUMNS * COLUMN + GAP) + "," + height(),
                "--screenshot=" + picture.toAbsolutePath(),
                folder.resolve(dashboard.name() + ".html").toUri().toString());
        try (JavaProcess browser = JavaProcess.program(BROWSER, folder.resolve("browser.log"), command)) {
            while (browser.isAlive()) {
                Thread.sleep(100);
            }
            if (!Files.exists(picture)) {
                throw new IOException("the browser made no picture\n" + browser.tail());
            }
        }
    }

    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("'", "&#39;");
    }
}
