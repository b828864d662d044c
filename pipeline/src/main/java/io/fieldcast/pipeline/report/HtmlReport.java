package io.fieldcast.pipeline.report;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The report as one HTML file that needs nothing else: style, script and data stand inside. Immutable. */
public final class HtmlReport {
    private final ReportData data;

    public HtmlReport(ReportData data) {
        this.data = data;
    }

    /** Writes the page, and the folders above it where missing. */
    public void write(Path file) throws IOException {
        Path parent = file.toAbsolutePath().getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        Files.writeString(file, render(), StandardCharsets.UTF_8);
    }

    String render() throws IOException {
        return resource("report.html")
                .replace("{{title}}", escape(data.title()))
                .replace("{{style}}", resource("report.css"))
                // A "</script" inside a string would end the element; "<" may be written as an escape anywhere in JSON.
                .replace("{{data}}", data.json().replace("<", "\\u003c"))
                .replace("{{script}}", resource("report-draw.js") + resource("report.js"));
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = HtmlReport.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new FileNotFoundException("resource " + name + " is not on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
