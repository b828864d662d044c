package io.fieldcast.pipeline.report;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;

/**
 * Shows snapshots on a terminal: redrawn in place where the terminal can, else one line every few seconds. It has no thread of
 * its own; the caller calls {@link #show} as often as it likes. Confined to one thread.
 */
public final class LiveView {
    private static final Duration BETWEEN_LINES = Duration.ofSeconds(5);

    private final PrintStream out;
    private final LiveRenderer renderer;
    private final boolean inPlace;
    private int drawn;
    private Duration lastLine = Duration.ofDays(-1);

    LiveView(PrintStream out, LiveRenderer renderer, boolean inPlace) {
        this.out = out;
        this.renderer = renderer;
        this.inPlace = inPlace;
    }

    /**
     * A view that suits where it is shown: in place only on a terminal, without {@code NO_COLOR}, {@code CI} or a dumb
     * {@code TERM}.
     *
     * @param terminal whether {@code out} is a terminal: {@code System.console() != null} for standard output
     * @param environment the process's environment
     */
    public static LiveView on(PrintStream out, boolean terminal, Map<String, String> environment) {
        boolean inPlace = terminal
                && !environment.containsKey("NO_COLOR")
                && !environment.containsKey("CI")
                && !environment.getOrDefault("TERM", "dumb").equals("dumb");
        String locale = environment.getOrDefault(
                "LC_ALL", environment.getOrDefault("LC_CTYPE", environment.getOrDefault("LANG", "")));
        boolean unicode = locale.toUpperCase(Locale.ROOT).contains("UTF");
        return new LiveView(out, new LiveRenderer(unicode, inPlace, 16), inPlace);
    }

    /** Shows {@code now}; on a plain stream only if some seconds have gone since the last line. */
    public void show(LiveSnapshot now) {
        if (inPlace) {
            draw(now);
        } else if (now.elapsed().minus(lastLine).compareTo(BETWEEN_LINES) >= 0) {
            out.print(renderer.line(now) + "\n");
            out.flush();
            lastLine = now.elapsed();
        }
    }

    /** Shows the last snapshot in full, whatever the stream. */
    public void finish(LiveSnapshot now) {
        if (inPlace) {
            draw(now);
        } else {
            out.print(renderer.render(now));
            out.flush();
        }
    }

    private void draw(LiveSnapshot now) {
        String text = renderer.render(now);
        StringBuilder frame = new StringBuilder();
        if (drawn > 0) {
            frame.append("\u001b[").append(drawn).append('A');
        }
        // Clear each line's rest while writing and what is below at the end: no flicker, no leftovers.
        frame.append('\r').append(text.replace("\n", "\u001b[K\n")).append("\u001b[J");
        out.print(frame);
        out.flush();
        drawn = (int) text.chars().filter(c -> c == '\n').count();
    }
}
