package io.fieldcast.monitoring;

import java.time.Instant;

/**
 * What one cycle tells its meters. NaN in any double means that the cycle has nothing to say there, and the meter stays as it was.
 * Immutable.
 *
 * @param innovationRms root mean square of the normalised innovations, in sigma
 * @param innovationBias mean of the normalised innovations, in sigma
 * @param innovationChi2 χ² of the innovations over their number
 * @param spreadSkill expected over found spread of the innovations
 * @param inflation mean factor on the prior covariance
 * @param redrawn members drawn anew
 * @param spread standard deviation of the ensemble at the stations before the analysis, in the field's transformed unit
 * @param energy mean over members of the sum of squares of the anomaly field
 * @param mass mean over members of the cell-weighted sum of the anomaly field
 * @param lyapunov rate at which small errors grow, in inverse steps
 * @param horizon steps until they spoil the forecast
 * @param time which time the cycle was for
 * @param nanos time that the cycle took, in nanoseconds
 */
public record CycleReport(
        double innovationRms,
        double innovationBias,
        double innovationChi2,
        double spreadSkill,
        double inflation,
        long redrawn,
        double spread,
        double energy,
        double mass,
        double lyapunov,
        double horizon,
        Instant time,
        long nanos) {}
