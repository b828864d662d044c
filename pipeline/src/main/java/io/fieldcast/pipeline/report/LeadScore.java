package io.fieldcast.pipeline.report;

import io.fieldcast.verification.Score;
import io.fieldcast.verification.ScoreBoard;
import io.fieldcast.verification.ScoreBoard.Reference;
import java.time.Duration;

/**
 * One line of the score card, on the scoring scale; a number that could not be had is NaN. Immutable.
 *
 * @param lead lead time
 * @param n verified forecasts
 * @param rmseSkillPersistence share of persistence's error that is gone, over the cases both have
 * @param rmseSkillClimatology the same against climatology
 */
public record LeadScore(
        Duration lead,
        long n,
        double rmse,
        double mae,
        double bias,
        double crps,
        double coverage50,
        double coverage90,
        double persistenceRmse,
        double persistenceMae,
        double persistenceCrps,
        double climatologyRmse,
        double climatologyMae,
        double climatologyCrps,
        double rmseSkillPersistence,
        double rmseSkillClimatology) {
    static LeadScore of(ScoreBoard board, Duration lead) {
        Score forecast = board.forecast(lead);
        Score persistence = board.reference(lead, Reference.PERSISTENCE);
        Score climatology = board.reference(lead, Reference.CLIMATOLOGY);
        return new LeadScore(
                lead,
                forecast.count(),
                forecast.rmse(),
                forecast.mae(),
                forecast.bias(),
                forecast.crps(),
                forecast.coverage50(),
                forecast.coverage90(),
                persistence.rmse(),
                persistence.mae(),
                persistence.crps(),
                climatology.rmse(),
                climatology.mae(),
                climatology.crps(),
                board.skill(lead, Reference.PERSISTENCE),
                board.skill(lead, Reference.CLIMATOLOGY));
    }
}
