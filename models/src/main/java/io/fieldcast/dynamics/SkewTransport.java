package io.fieldcast.dynamics;

import io.fieldcast.geometry.Grid;

/**
 * {@code exp(n · part · (J − R))} by Strang's splitting R/2–J–R/2 of n equal parts: J by the Cayley transform, R by implicit
 * diffusion. Orthogonal without R, never raising energy with it, whatever flow and diffusion are. Immutable.
 *
 * @see <a href="https://doi.org/10.1137/0705041">Strang (1968)</a>
 */
final class SkewTransport {
    /** Largest κ · step / spacing²: beyond it a step blurs 45 cells, and rounding would only cost mass. */
    private static final double LARGEST_NUMBER = 1e3;

    private final CayleyStep transport;
    private final GridDiffusion diffusion;

    SkewTransport(Grid grid, Edge edge, Differences differences) {
        this.transport = new CayleyStep(differences);
        this.diffusion = new GridDiffusion(grid, edge);
    }

    /** Doubles of working memory behind {@code free}. */
    int scratchSize(int members) {
        return members + Math.max(transport.scratchSize(members), diffusion.scratchSize(members));
    }

    /**
     * Carries the state so many parts.
     *
     * @param values holds the state from {@code at}, receives the later one
     * @param work holds the flow from {@code u} and {@code v}, multiplied by {@code part / (4 · spacing)}, and from {@code number} each
     *     member's {@code κ · part / spacing²}, left as they were; free for use from {@code free}
     * @param diffuses whether there is an R at all
     */
    void advance(
            double[] values,
            int at,
            double[] work,
            int u,
            int v,
            int number,
            int free,
            int members,
            int parts,
            boolean diffuses) {
        for (int i = 0; i < parts; i++) {
            // Two half steps of R that meet between two parts are one whole step.
            diffuse(values, at, work, number, free, members, i == 0 ? 0.5 : 1, diffuses);
            transport.advance(values, at, work, u, v, free, members);
        }
        diffuse(values, at, work, number, free, members, 0.5, diffuses);
    }

    private void diffuse(
            double[] values, int at, double[] work, int number, int free, int members, double share, boolean diffuses) {
        if (diffuses) {
            for (int m = 0; m < members; m++) {
                work[free + m] = Math.min(LARGEST_NUMBER, share * work[number + m]);
            }
            diffusion.advance(values, at, work, free, free + members, members);
        }
    }
}
