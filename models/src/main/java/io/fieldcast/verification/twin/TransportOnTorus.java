package io.fieldcast.verification.twin;

import io.fieldcast.dynamics.VectorField;

/**
 * Advection by a steady cellular flow, diffusion, relaxation and three sources on a square torus of unit spacing, by central
 * differences: {@code q' = −u q_x − v q_y + κ Δq − λ q + s}, {@code u = 0.6 + 0.5 sin(2πy/n)}, {@code v = 0.3 + 0.5 sin(2πx/n)}.
 * Immutable.
 *
 * @param torus the places
 * @param diffusivity κ
 * @param relaxation λ
 * @param source strength of each of the three Gaussian sources
 */
public record TransportOnTorus(Torus torus, double diffusivity, double relaxation, double source)
        implements VectorField {
    private static final double WIDTH_SQUARED = 4;
    private static final double[] SOURCES = {0.25, 0.25, 0.7, 0.4, 0.4, 0.8};

    @Override
    public int size() {
        return torus.size();
    }

    /** The same without its sources: the linear part. */
    public TransportOnTorus withoutSources() {
        return new TransportOnTorus(torus, diffusivity, relaxation, 0);
    }

    @Override
    public void derivative(
            double[] state,
            int atState,
            double[] parameters,
            int atParameters,
            int members,
            double[] derivative,
            int atDerivative,
            double[] scratch,
            int atScratch) {
        int n = torus.side();
        for (int y = 0; y < n; y++) {
            double alongX = 0.6 + 0.5 * StrictMath.sin(2 * Math.PI * y / n);
            for (int x = 0; x < n; x++) {
                double alongY = 0.3 + 0.5 * StrictMath.sin(2 * Math.PI * x / n);
                double added = source == 0 ? 0 : source * sources(x, y);
                int here = atState + (y * n + x) * members;
                int east = atState + (y * n + (x + 1) % n) * members;
                int west = atState + (y * n + (x + n - 1) % n) * members;
                int north = atState + ((y + 1) % n * n + x) * members;
                int south = atState + ((y + n - 1) % n * n + x) * members;
                int to = atDerivative + (y * n + x) * members;
                double toEast = diffusivity - 0.5 * alongX;
                double toWest = diffusivity + 0.5 * alongX;
                double toNorth = diffusivity - 0.5 * alongY;
                double toSouth = diffusivity + 0.5 * alongY;
                double stay = -4 * diffusivity - relaxation;
                for (int m = 0; m < members; m++) {
                    derivative[to + m] = toEast * state[east + m]
                            + toWest * state[west + m]
                            + toNorth * state[north + m]
                            + toSouth * state[south + m]
                            + stay * state[here + m]
                            + added;
                }
            }
        }
    }

    private double sources(int x, int y) {
        double sum = 0;
        for (int i = 0; i < SOURCES.length; i += 2) {
            double distance = torus.distance().between(x, y, SOURCES[i] * torus.side(), SOURCES[i + 1] * torus.side());
            sum += StrictMath.exp(-distance * distance / (2 * WIDTH_SQUARED));
        }
        return sum;
    }
}
