package io.fieldcast.pipeline.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.fieldcast.domain.Forecast;
import io.fieldcast.domain.Observation;
import io.fieldcast.domain.QcCode;
import io.fieldcast.domain.Quality;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LiveViewTest {
    private static final Instant START = Instant.parse("1971-01-01T00:00:00Z");

    private static LiveSnapshot snapshot(int seconds) {
        LiveStatus status = new LiveStatus("Wind over Ireland", "knots", START, START.plus(Duration.ofDays(10)));
        for (int day = 0; day <= 5; day++) {
            Instant time = START.plus(Duration.ofDays(day));
            status.add(new Observation("wind", "VAL", time, 10 + day));
            status.add(new Observation("wind", "BEL", time, 99));
            for (String station : List.of("VAL", "BEL")) {
                status.add(new Forecast(
                        "wind", station, time, Duration.ofDays(1), 11, new double[] {0.05, 0.5, 0.95}, new double[] {
                            8, 12, 17
                        }));
            }
        }
        status.add(new Quality(new Observation("wind", "VAL", START, 1), QcCode.LATE, START, Double.NaN, Double.NaN));
        status.add(new Quality(new Observation("wind", "VAL", START, 1), QcCode.OUTLIER, START, 9, 1));
        status.deadLetter();
        status.scores(List.of(new LeadScore(
                Duration.ofDays(1),
                10,
                0.46,
                0.36,
                0,
                0.26,
                0.5,
                0.9,
                0.54,
                0.42,
                0.3,
                0.57,
                0.46,
                0.32,
                0.148,
                0.19)));
        return status.snapshot(Duration.ofSeconds(seconds));
    }

    @Test
    void showsProgressCountsStationsAndScores() {
        String text = new LiveRenderer(true, false, 16).render(snapshot(3));
        assertThat(text)
                .contains("Wind over Ireland", "50 %", "1971-01-06", "2 cycles/s", "elapsed 0:03", "left 0:03")
                .contains("12 observations, 12 forecasts, 1 rejected, 1 late, 1 dead letters")
                .containsPattern("VAL +15.00 +12.00 +8.00 … 17.00 +✓ +▁▂▄▅▇█")
                .containsPattern("BEL +99.00 +12.00 +8.00 … 17.00 +miss")
                .contains(
                        "ahead 1 d    rmse 0.460  crps 0.260  in 90 % band 90 %  persistence rmse 0.540 (saved 15 %)");
    }

    @Test
    void needsOnlyAsciiWhereAsked() {
        String text = new LiveRenderer(false, false, 1).render(snapshot(3));
        assertThat(text.chars()).allMatch(c -> c < 128);
        assertThat(text).contains("############............", "miss", "and 1 more");
    }

    @Test
    void waitsWithoutData() {
        LiveSnapshot nothing = new LiveStatus("x", "", START, Instant.MAX).snapshot(Duration.ZERO);
        assertThat(new LiveRenderer(true, false, 16).render(nothing)).contains("waiting for data", "0 observations");
    }

    private static String shown(boolean terminal, Map<String, String> environment) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        LiveView view = LiveView.on(new PrintStream(bytes, true, StandardCharsets.UTF_8), terminal, environment);
        view.show(snapshot(1));
        view.show(snapshot(2));
        view.show(snapshot(7));
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void redrawsInPlaceOnATerminal() {
        String text = shown(true, Map.of("TERM", "xterm", "LANG", "C.UTF-8"));
        assertThat(text).contains("\u001b[8A\r").contains("\u001b[K\n").contains("✓");
    }

    @Test
    void addsPlainLinesNowAndThenElsewhere() {
        for (Map<String, String> environment : List.of(
                Map.of("TERM", "xterm", "CI", "true"),
                Map.of("TERM", "xterm", "NO_COLOR", ""),
                Map.of("TERM", "dumb"))) {
            String text = shown(true, environment);
            assertThat(text).doesNotContain("\u001b");
            assertThat(text.lines()).hasSize(2);
        }
        assertThat(shown(false, Map.of("TERM", "xterm")).lines()).hasSize(2);
    }
}
