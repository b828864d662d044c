package io.fieldcast.dynamics;

import io.fieldcast.domain.Check;
import io.fieldcast.geometry.Grid;
import io.fieldcast.numerics.Ensemble;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Integro-difference equation that keeps its energy: one step is {@code exp(step · (J − R))} on a {@link Grid}, with
 * {@code J = −½ Σ (U D + D U)} skew for fourth-order centred differences D, and {@code R = Gᵀ κ G} non-negative. The flow U comes from a
 * learned {@link StreamFunction}, so mass is kept too; κ is learned. J by the Cayley transform, which is exactly orthogonal, R by
 * an implicit step that never raises energy, and both by Strang's splitting R/2–J–R/2. Immutable.
 *
 * <p>The price: a skew operator cannot keep a positive field positive, and short waves lag behind. What is narrower than about
 * four cells wants some κ.
 *
 * @see <a href="https://doi.org/10.1137/0705041">Strang (1968)</a>
 */
public final class ConservingIde implements Propagator {
    private final Grid grid;
    private final StreamFunction stream;
    private final SkewTransport transport;
    private final boolean diffuses;
    private final double substepsPerStep;
    private final List<Parameter> parameters;

    private ConservingIde(Settings settings) {
        this.grid = settings.grid;
        Differences differences = Differences.fourthOrder(grid, settings.edge);
        this.stream = new StreamFunction(
                grid, settings.edge, differences, settings.basisColumns, settings.basisRows, settings.speed);
        this.transport = new SkewTransport(grid, settings.edge, differences);
        this.diffuses = settings.diffusivity > 0;
        this.substepsPerStep = settings.substeps;
        List<Parameter> list = new ArrayList<>(stream.parameters());
        if (diffuses) {
            ParameterTransform transform = new ParameterTransform.Exponential(0);
            list.add(new Parameter(
                    "diffusivity", transform.toUnconstrained(settings.diffusivity), 0.7, 0.07, transform));
        }
        this.parameters = List.copyOf(list);
    }

    /** Starts the settings of a propagator on {@code grid}, at least 6 × 6 cells. */
    public static Settings on(Grid grid, Edge edge) {
        return new Settings(grid, edge);
    }

    /** What can be chosen before {@link #build}; each has a default. Confined to one thread. */
    public static final class Settings {
        private final Grid grid;
        private final Edge edge;
        private int basisColumns = 4;
        private int basisRows = 4;
        private double speed;
        private double diffusivity;
        private double substeps;

        private Settings(Grid grid, Edge edge) {
            this.grid = grid;
            this.edge = edge;
            this.speed = grid.spacing();
        }

        /** Bases of the stream function; 4 × 4 unless told otherwise. */
        public Settings bases(int columns, int rows) {
            Check.that(columns >= 1 && rows >= 1, "bases must be at least 1 x 1, got %d x %d", columns, rows);
            this.basisColumns = columns;
            this.basisRows = rows;
            return this;
        }

        /** Prior standard deviation of each velocity component, length unit per cycle step; one cell unless told otherwise. */
        public Settings speed(double perStep) {
            Check.that(perStep > 0, "speed must be above 0, got %s", perStep);
            this.speed = perStep;
            return this;
        }

        /** Prior guess of κ, length unit squared per cycle step. Without it there is no R, and one step is orthogonal. */
        public Settings diffusivity(double perStep) {
            Check.that(perStep > 0, "diffusivity must be above 0, got %s", perStep);
            this.diffusivity = perStep;
            return this;
        }

        /** Parts that a cycle step is cut into; by default so many that twice the prior speed crosses half a cell in one. */
        public Settings substeps(int perStep) {
            Check.that(perStep >= 1, "substeps must be at least 1, got %d", perStep);
            this.substeps = perStep;
            return this;
        }

        public ConservingIde build() {
            if (substeps == 0) {
                substeps = 4 * speed / grid.spacing();
            }
            return new ConservingIde(this);
        }
    }

    @Override
    public int stateSize() {
        return grid.size();
    }

    @Override
    public List<Parameter> parameters() {
        return parameters;
    }

    @Override
    public Set<Claim> claims() {
        Set<Claim> claims = new LinkedHashSet<>();
        if (!diffuses) {
            claims.add(new Claim.Orthogonal());
        }
        claims.add(new Claim.Dissipative());
        claims.add(new Claim.ConservesMass());
        claims.add(new Claim.Linear());
        claims.add(new Claim.Lipschitz(1));
        return claims;
    }

    @Override
    public int scratchSize(int members) {
        return 2 * grid.size() * members
                + members
                + Math.max(stream.scratchSize(members), transport.scratchSize(members));
    }

    @Override
    public void advance(Ensemble ensemble, double step, double[] scratch) {
        Advance.check(this, ensemble, step, scratch);
        int members = ensemble.members();
        double[] values = ensemble.values();
        int state = ensemble.block(STATE).from() * members;
        int learned = ensemble.block(PARAMETERS).from() * members;
        int u = 0;
        int v = grid.size() * members;
        int number = 2 * v;
        int free = number + members;
        int substeps = (int) Math.max(1, Math.ceil(step * substepsPerStep - 1e-9));
        double part = step / substeps;
        stream.flow(values, learned, scratch, u, v, free, members, part / (4 * grid.spacing()));
        if (diffuses) {
            int row = parameters.size() - 1;
            ParameterTransform transform = parameters.get(row).transform();
            double perCell = part / (grid.spacing() * grid.spacing());
            for (int m = 0; m < members; m++) {
                scratch[number + m] = perCell * transform.toModel(values[learned + row * members + m]);
            }
        }
        transport.advance(values, state, scratch, u, v, number, free, members, substeps, diffuses);
    }
}
