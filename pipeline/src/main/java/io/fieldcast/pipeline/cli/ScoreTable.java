package io.fieldcast.pipeline.cli;

import io.fieldcast.pipeline.config.Durations;
import io.fieldcast.pipeline.report.LeadScore;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** Scores by lead time, for a terminal. */
final class ScoreTable {
    private ScoreTable() {}

    static void print(PrintWriter out, String title, List<LeadScore> scores) {
        out.println(title);
        out.println("  lead      rmse     mae    crps  cov50  cov90 | rmse of persistence, climatology |      n");
        for (LeadScore score : scores) {
            out.printf(
                    Locale.ROOT,
                    "  %-5s  %7.4f %7.4f %7.4f  %5.3f  %5.3f |    %14.4f    %14.4f | %6d%n",
                    Durations.format(score.lead()),
                    score.rmse(),
                    score.mae(),
                    score.crps(),
                    score.coverage50(),
                    score.coverage90(),
                    score.persistenceRmse(),
                    score.climatologyRmse(),
                    score.n());
        }
    }
}
