package io.fieldcast.assimilation;

/** How an analysis ended. Whatever is not {@link #isGood} left the ensemble as it was. */
public enum Verdict {
    OK("the ensemble was corrected"),
    NO_OBSERVATIONS("no observation passed quality control; nothing to do unless it lasts"),
    ENSEMBLE_COLLAPSED("the members agree to rounding at every observation; raise inflation, process noise or members"),
    NOT_FINITE("a forecast, an observation or the correction is not finite; look for a runaway model or a bad input"),
    EIGEN_FAILED("the eigenvalue iteration did not converge; look for observations with absurdly small error variance"),
    INFLATION_FAILED("the finite-size prior found no factor for the innovations; look for observations of absurd size"),
    TOO_FEW_MEMBERS("too few members are finite to redraw the others from; look for a runaway model, or cold-start"),
    GAIN_FAILED(
            "the innovations' covariance is not positive definite; look for observations with absurd size or error variance");

    private final String remedy;

    Verdict(String remedy) {
        this.remedy = remedy;
    }

    /** What it means and what to do, in one line. */
    public String remedy() {
        return remedy;
    }

    /** Whether the analysis did what was asked. */
    public boolean isGood() {
        return this == OK || this == NO_OBSERVATIONS;
    }
}
