package io.fieldcast.dynamics.hamiltonian;

import io.fieldcast.domain.Check;
import io.fieldcast.dynamics.Advance;
import io.fieldcast.dynamics.Claim;
import io.fieldcast.dynamics.Edge;
import io.fieldcast.dynamics.Energy;
import io.fieldcast.dynamics.Layer;
import io.fieldcast.dynamics.Parameter;
import io.fieldcast.dynamics.ParameterTransform;
import io.fieldcast.dynamics.Propagator;
import io.fieldcast.dynamics.SeparableHamiltonian;
import io.fieldcast.geometry.Grid;
import io.fieldcast.numerics.Ensemble;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Waves on a grid: {@code q' = p, p' = −∂V/∂q − γ p + f} with the potential of {@link WaveHamiltonian}, a learned wave speed on a coarse
 * basis, a learned frequency, and if wanted a hardening spring, friction γ ≥ 0 and a steady forcing f. The state has two layers, the field
 * and its momentum. Immutable.
 *
 * <p>Steps of second order (position Verlet) or fourth (Blanes and Moan). Their number is fixed by the largest frequency that the ranges of
 * the parameters allow, so that no parameter a filter may reach makes them unstable. Friction is exact and stands on both sides of every
 * kick, or at fourth order of every step: it scales p, and the quadratic form that a splitting keeps in place of the energy only loses by
 * that. Over one step, kick and drift go over memory together, row by row.
 *
 * <p>Promises, each for every parameter: without friction steps are symplectic and reversible. Without forcing the energy stays within a
 * share of itself for all times, or with friction rises by no more than that share; a splitting does not keep the energy itself, but a form
 * that is close to it. Without hardening that is exact, see {@link Splitting#swing}. With it the form is only almost kept, and three times
 * the share is claimed.
 *
 * @see <a href="https://doi.org/10.1017/S0962492902000144">Hairer, Lubich and Wanner (2003)</a>
 * @see <a href="https://doi.org/10.1016/S0377-0427(01)00492-7">Blanes and Moan (2002)</a>
 */
public final class HamiltonianField implements Propagator {
    /** A number's range ends at so many times its first guess. */
    private static final double LARGEST = 3;

    private static final double SD = 0.5;
    private static final double FLOOR = 0.05;

    /** Largest frequency times step, for second and for fourth order. */
    private static final double SECOND = 0.8;

    private static final double FOURTH = 2.4;
    private static final double HARDENING_MARGIN = 3;

    private final Splitting splitting;
    private final WaveHamiltonian waves;
    private final CoarseBasis basis;
    private final int cells;
    private final double substepsPerStep;
    private final double swing;
    private final double rate;
    private final boolean rubs;
    private final boolean forced;
    private final List<Parameter> parameters;

    private HamiltonianField(Settings settings) {
        this.splitting = settings.order == 2 ? Splitting.STOERMER_VERLET : Splitting.BLANES_MOAN;
        Grid grid = settings.grid;
        this.basis = new CoarseBasis(grid, settings.edge, settings.columns, settings.rows);
        this.cells = grid.size();
        this.rubs = settings.friction > 0;
        this.forced = settings.forcing > 0;
        List<Parameter> list = new ArrayList<>();
        for (int k = 0; k < basis.size(); k++) {
            list.add(bounded("speed." + k, settings.speed));
        }
        if (settings.frequency > 0) {
            list.add(bounded("frequency", settings.frequency));
        }
        if (settings.stiffness > 0) {
            list.add(bounded("stiffness", settings.stiffness));
        }
        this.waves =
                new WaveHamiltonian(grid, settings.edge, basis, settings.frequency > 0, settings.stiffness > 0, list);
        if (rubs) {
            ParameterTransform transform = new ParameterTransform.Exponential(0);
            list.add(new Parameter("friction", transform.toUnconstrained(settings.friction), SD, FLOOR, transform));
        }
        if (forced) {
            ParameterTransform identity = new ParameterTransform.Identity();
            for (int k = 0; k < basis.size(); k++) {
                list.add(new Parameter("forcing." + k, 0, settings.forcing, 0.1 * settings.forcing, identity));
            }
        }
        this.parameters = List.copyOf(list);
        double crossing = LARGEST * settings.speed / grid.spacing();
        double spring = LARGEST * settings.frequency;
        // The five-point difference has eigenvalues up to 8 over the spacing squared.
        double fastest = Math.sqrt(8 * crossing * crossing + spring * spring + LARGEST * settings.stiffness);
        this.substepsPerStep = fastest / (settings.order == 2 ? SECOND : FOURTH);
        this.swing = (settings.stiffness > 0 ? HARDENING_MARGIN : 1)
                * splitting.swing(settings.order == 2 ? SECOND : FOURTH);
        double wave = 2 * Math.PI / (grid.spacing() * Math.max(grid.columns(), grid.rows()));
        this.rate = Math.hypot(settings.frequency, settings.speed * wave);
    }

    private static Parameter bounded(String name, double guess) {
        ParameterTransform transform = new ParameterTransform.Range(0, LARGEST * guess);
        return new Parameter(name, transform.toUnconstrained(guess), SD, FLOOR, transform);
    }

    /** Starts the settings of waves on {@code grid}. */
    public static Settings on(Grid grid, Edge edge) {
        return new Settings(grid, edge);
    }

    /** What can be chosen before {@link #build}; each has a default. Confined to one thread. */
    public static final class Settings {
        private final Grid grid;
        private final Edge edge;
        private int columns = 3;
        private int rows = 3;
        private double speed;
        private double frequency;
        private double stiffness;
        private double friction;
        private double forcing;
        private int order = 2;

        private Settings(Grid grid, Edge edge) {
            this.grid = grid;
            this.edge = edge;
            this.speed = grid.spacing() / 2;
        }

        /** Functions of the coarse basis of the wave speed and of the forcing; 3 × 3 unless told otherwise. */
        public Settings bases(int acrossColumns, int alongRows) {
            Check.that(
                    acrossColumns >= 1 && alongRows >= 1,
                    "bases must be at least 1 x 1, got %d x %d",
                    acrossColumns,
                    alongRows);
            this.columns = acrossColumns;
            this.rows = alongRows;
            return this;
        }

        /** First guess of the wave speed, length unit per cycle step; its range ends at three times that. Half a cell unless told otherwise. */
        public Settings speed(double perStep) {
            Check.that(perStep > 0, "wave speed must be above 0, got %s", perStep);
            this.speed = perStep;
            return this;
        }

        /** First guess of ω, radians per cycle step; its range ends at three times that. 0, the default, for none. */
        public Settings frequency(double perStep) {
            Check.that(perStep >= 0, "frequency must not be below 0, got %s", perStep);
            this.frequency = perStep;
            return this;
        }

        /** First guess of β, per cycle step squared; its range ends at three times that. 0, the default, for none. */
        public Settings stiffness(double perStepSquared) {
            Check.that(perStepSquared >= 0, "stiffness must not be below 0, got %s", perStepSquared);
            this.stiffness = perStepSquared;
            return this;
        }

        /** First guess of γ, per cycle step. 0, the default, for none. */
        public Settings friction(double perStep) {
            Check.that(perStep >= 0, "friction must not be below 0, got %s", perStep);
            this.friction = perStep;
            return this;
        }

        /** Prior standard deviation of the coefficients of the steady forcing. 0, the default, for none. */
        public Settings forcing(double sd) {
            Check.that(sd >= 0, "forcing must not be below 0, got %s", sd);
            this.forcing = sd;
            return this;
        }

        /** Order of the steps, 2 unless told otherwise, or 4. */
        public Settings order(int two) {
            Check.that(two == 2 || two == 4, "order must be 2 or 4, got %d", two);
            this.order = two;
            return this;
        }

        public HamiltonianField build() {
            return new HamiltonianField(this);
        }
    }

    @Override
    public int stateSize() {
        return 2 * cells;
    }

    @Override
    public List<Parameter> parameters() {
        return parameters;
    }

    /** The field, and its momentum, whose typical size is that of the field times a typical frequency. */
    @Override
    public List<Layer> layers() {
        return List.of(Layer.FIELD, new Layer("momentum", rate, rate));
    }

    @Override
    public Energy energy() {
        return waves;
    }

    /** The energy and motion without friction and forcing, for other integrators. */
    public SeparableHamiltonian hamiltonian() {
        return waves;
    }

    @Override
    public Set<Claim> claims() {
        Set<Claim> claims = new LinkedHashSet<>();
        if (!rubs) {
            claims.add(new Claim.Symplectic());
            claims.add(new Claim.Reversible());
        }
        if (!forced) {
            claims.add(rubs ? new Claim.DissipatesEnergy(swing) : new Claim.ConservesEnergy(swing));
            if (!waves.hardens()) {
                claims.add(new Claim.Linear());
            }
        }
        return claims;
    }

    @Override
    public int scratchSize(int members) {
        int terrain = waves.kernel().terrainSize(members) + waves.kernel().columns() * members;
        return (parameters.size() + 3) * members + terrain + (forced ? cells * members : 0);
    }

    @Override
    public void advance(Ensemble ensemble, double step, double[] scratch) {
        Advance.check(this, ensemble, step, scratch);
        Advance.modelParameters(this, ensemble, scratch, 0);
        int count = substeps(step);
        new Run(this, ensemble, scratch, step / count).go(count);
    }

    /** Steps of the splitting that a step of the given length is cut into. */
    public int substeps(double step) {
        return (int) Math.max(1, Math.ceil(step * substepsPerStep - 1e-9));
    }

    /** One {@link #advance}: where everything lies in the arrays, so that the loops need not be told. */
    private static final class Run {
        private final HamiltonianField field;
        private final WaveKernel kernel;
        private final double[] state;
        private final double[] work;
        private final int members;
        private final int q;
        private final int p;
        private final double h;
        private final int factors;
        private final int terrain;
        private final int push;

        Run(HamiltonianField field, Ensemble ensemble, double[] work, double h) {
            this.field = field;
            this.kernel = field.waves.kernel();
            this.state = ensemble.values();
            this.work = work;
            this.members = ensemble.members();
            this.q = ensemble.block(STATE).from() * members;
            this.p = q + field.cells * members;
            this.h = h;
            int scales = field.parameters.size() * members;
            this.factors = scales + members;
            this.terrain = factors + 2 * members;
            this.push = terrain + kernel.terrainSize(members) + kernel.columns() * members;
            boolean inside = field.rubs && field.splitting.stages() == 1;
            int friction = (field.parameters.size() - 1 - (field.forced ? field.basis.size() : 0)) * members;
            for (int m = 0; m < members; m++) {
                double half = field.rubs ? Math.exp(-0.5 * h * work[friction + m]) : 1;
                work[factors + m] = half;
                work[scales + m] = inside ? h * half : h;
            }
            field.waves.terrain(work, 0, members, work, scales, terrain);
            int keep = kernel.keep(terrain, members);
            for (int i = 0; inside && i < kernel.columns() * members; i++) {
                work[keep + i] = work[factors + i % members] * work[factors + i % members];
            }
            for (int cell = 0; field.forced && cell < field.cells; cell++) {
                int at = push + cell * members;
                int first = (field.parameters.size() - field.basis.size()) * members;
                field.basis.write(cell, work, first, members, work, at);
                for (int m = 0; m < members; m++) {
                    work[at + m] *= work[scales + m];
                }
            }
        }

        void go(int count) {
            Splitting splitting = field.splitting;
            int stages = splitting.stages();
            // Friction outside the step keeps the drifts of two steps apart.
            boolean apart = field.rubs && stages > 1;
            double open = h * splitting.drift(0);
            drift(open, apart);
            for (int i = 0; i < count; i++) {
                for (int stage = 0; stage < stages; stage++) {
                    boolean joins = stage + 1 == stages && i + 1 < count && !apart;
                    sweep(splitting.kick(stage), h * splitting.drift(stage + 1) + (joins ? open : 0));
                }
                if (apart) {
                    rub();
                    if (i + 1 < count) {
                        drift(open, true);
                    }
                }
            }
        }

        private void drift(double time, boolean rubs) {
            if (rubs) {
                rub();
            }
            for (int row = 0; row < kernel.rows(); row++) {
                kernel.drift(state, q, p, time, members, row);
            }
        }

        private void rub() {
            for (int i = p; i < p + field.cells * members; i += members) {
                for (int m = 0; m < members; m++) {
                    state[i + m] *= work[factors + m];
                }
            }
        }

        /** Kicks and drifts in one pass: a row drifts once no kick asks for its old place any more. */
        private void sweep(double share, double time) {
            int rows = kernel.rows();
            for (int row = 0; row < rows; row++) {
                kernel.kick(state, q, state, p, work, terrain, field.waves.hardens(), share, members, row);
                if (field.forced) {
                    int stride = kernel.columns() * members;
                    for (int i = row * stride; i < (row + 1) * stride; i++) {
                        state[p + i] += share * work[push + i];
                    }
                }
                if (row >= 2) {
                    kernel.drift(state, q, p, time, members, row - 1);
                }
            }
            kernel.drift(state, q, p, time, members, rows - 1);
            kernel.drift(state, q, p, time, members, 0);
        }
    }
}
