package io.fieldcast.forecasting;

import io.fieldcast.assimilation.Verdict;
import io.fieldcast.domain.Diagnostics;
import io.fieldcast.domain.Forecast;
import io.fieldcast.domain.Quality;
import io.fieldcast.domain.StationAnalysis;
import java.util.List;

/**
 * What one cycle says. Immutable.
 *
 * @param next the state from which the next cycle goes on
 * @param verdict how the analysis ended; whatever is not good left the forecast as the analysis
 * @param forecasts by lead, within it by place: stations, then virtual stations
 * @param analysis the field now, by place
 * @param quality one verdict for each observation, in the order of their use
 */
public record CycleResult(
        ForecastState next,
        Verdict verdict,
        List<Forecast> forecasts,
        List<StationAnalysis> analysis,
        List<Quality> quality,
        Diagnostics diagnostics) {}
