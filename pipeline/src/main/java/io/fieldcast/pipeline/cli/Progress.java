package io.fieldcast.pipeline.cli;

import java.io.PrintStream;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarConsumer;
import me.tongfei.progressbar.ProgressBarStyle;
import picocli.CommandLine.Help.Ansi;

/** Progress bars of long work: one that moves on a terminal, a line every few seconds where the output goes elsewhere. */
final class Progress {
    private static final int MOVING_MILLIS = 250;
    private static final int PLAIN_MILLIS = 5_000;
    private static final int WIDTH = 100;

    private Progress() {}

    /** A bar for {@code count} of {@code unit}, on standard error. */
    static ProgressBar bar(String task, String unit, long count) {
        boolean terminal = Ansi.AUTO.enabled();
        return new ProgressBarBuilder()
                .setTaskName(task)
                .setInitialMax(count)
                .setUnit(" " + unit, 1)
                .setStyle(terminal ? ProgressBarStyle.UNICODE_BLOCK : ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(terminal ? MOVING_MILLIS : PLAIN_MILLIS)
                .setConsumer(terminal ? new ConsoleProgressBarConsumer(System.err, WIDTH) : new Lines(System.err))
                .build();
    }

    /** Writes each new state as a line of its own. */
    private static final class Lines implements ProgressBarConsumer {
        private final PrintStream out;
        private String before = "";

        Lines(PrintStream out) {
            this.out = out;
        }

        @Override
        public int getMaxRenderedLength() {
            return WIDTH;
        }

        @Override
        public void accept(String state) {
            if (!state.equals(before)) {
                out.println(state.stripTrailing());
            }
            before = state;
        }

        @Override
        public void close() {}
    }
}
