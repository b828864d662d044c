package io.fieldcast.verification.twin;

/** The figures by which twin experiments are judged. */
public enum Figure {
    RMSE_A("rmseA", "error of the ensemble mean right after the analysis"),
    RMSE_F("rmseF", "error of the ensemble mean right before the analysis"),
    SPREAD_A("spreadA", "root of the mean variance (N − 1) right after the analysis"),
    SPREAD_RATIO("spreadRatio", "spread over error after the analysis, the factor √((N+1)/N) included; 1 is right"),
    CHI2("chi2", "mean of d²/(HPHᵀ + R) over observations; 1 where the spread is right"),
    FLATNESS("flatness", "χ² a degree of freedom of the truth's ranks among the forecast's members; 1 is flat"),
    CRPS("crps", "fair continuous ranked probability score of the forecast against the truth"),
    REJECTED("rejected", "share of reports that the analysis did not use"),
    DIFFERENCE("difference", "largest difference from the exact filter in any mean or covariance"),
    SLOPE("slope", "of log distance from the exact filter over log members"),
    OF_OPTIMUM("ofOptimum", "error after the analysis over that of the exact filter at the same seed"),
    PARAMETER_ERROR("parameterError", "root mean square error of the learned parameter's mean"),
    PARAMETER_SPREAD("parameterSpread", "root mean variance of the learned parameter"),
    SETTLED("settled", "windows from the start, or from the change, until the parameter is near the truth for good"),
    SECOND_PARAMETER("secondParameter", "mean of the second learned parameter, unconstrained"),
    SECOND_PARAMETER_SPREAD("secondParameterSpread", "root mean variance of the second learned parameter"),
    CYCLE_MS("msPerCycle", "CPU time of one window: forecast, predictions and analysis"),
    ANALYSIS_MS("analysisMs", "CPU time of one analysis");

    private final String key;
    private final String meaning;

    Figure(String key, String meaning) {
        this.key = key;
        this.meaning = meaning;
    }

    /** Name in messages and JSON. */
    public String key() {
        return key;
    }

    public String meaning() {
        return meaning;
    }

    /** Whether it measures the machine rather than the method, and so differs from run to run. */
    public boolean isTime() {
        return this == CYCLE_MS || this == ANALYSIS_MS;
    }
}
