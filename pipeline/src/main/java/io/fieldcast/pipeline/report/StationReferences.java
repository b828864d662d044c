package io.fieldcast.pipeline.report;

import io.fieldcast.verification.Crps;
import io.fieldcast.verification.Rmse;
import io.fieldcast.verification.RunningClimatology;
import io.fieldcast.verification.Score;
import io.fieldcast.verification.ScoreBoard.Reference;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/** Persistence and climatology at one station, as normal laws on the scoring scale. Confined to one thread. */
final class StationReferences {
    private static final double HALF_50 = 0.674489750196082;
    private static final double HALF_90 = 1.644853626951473;

    /** A normal forecast on the scoring scale. */
    record Normal(double mean, double deviation) {
        Score score(double observed) {
            double distance = Math.abs(observed - mean);
            Score score = new Score();
            score.add(
                    mean,
                    observed,
                    Crps.gaussian(mean, deviation, observed),
                    distance <= HALF_50 * deviation,
                    distance <= HALF_90 * deviation);
            return score;
        }
    }

    private final RunningClimatology climatology;
    private final Map<Duration, Rmse> persistenceErrors = new HashMap<>();
    private double last = Double.NaN;

    StationReferences(boolean daily) {
        this.climatology = new RunningClimatology(daily);
    }

    void learn(Instant time, double scored) {
        climatology.learn(time, scored);
        last = scored;
    }

    /** The references of a forecast issued now; empty as long as nothing was observed. */
    Map<Reference, Normal> issue(Duration lead, Instant validAt) {
        Map<Reference, Normal> issued = new EnumMap<>(Reference.class);
        if (climatology.count() >= 1) {
            Rmse errors = persistenceErrors.computeIfAbsent(lead, key -> new Rmse());
            issued.put(Reference.PERSISTENCE, new Normal(last, errors.count() == 0 ? 0 : errors.value()));
        }
        if (climatology.count() >= 2) {
            issued.put(Reference.CLIMATOLOGY, new Normal(climatology.mean(validAt), climatology.deviation()));
        }
        return issued;
    }

    /** Lets persistence learn how far off it usually is, so that its score is that of an honest distribution. */
    void verified(Duration lead, Normal persistence, double observed) {
        persistenceErrors.computeIfAbsent(lead, key -> new Rmse()).add(persistence.mean(), observed);
    }
}
