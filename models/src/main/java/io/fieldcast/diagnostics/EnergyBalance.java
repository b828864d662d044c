package io.fieldcast.diagnostics;

/**
 * One cycle's account of a quantity: {@code end = start + production − dissipation + increment + noise + unbooked}. Immutable.
 *
 * @param start at the opening
 * @param production what the dynamics added, summed over the members that gained, per member
 * @param dissipation what the dynamics took, summed over the members that lost, per member; not below 0
 * @param noise what the process noise added
 * @param increment what the analysis added
 * @param end at the closing
 */
public record EnergyBalance(
        double start, double production, double dissipation, double noise, double increment, double end) {
    /** What moved the state outside every booked stage: zero to rounding, or someone forgot to book. */
    public double unbooked() {
        return end - start - (production - dissipation + noise + increment);
    }
}
