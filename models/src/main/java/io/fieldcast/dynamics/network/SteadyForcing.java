package io.fieldcast.dynamics.network;

import io.fieldcast.domain.Check;
import io.fieldcast.dynamics.Parameter;
import io.fieldcast.dynamics.ParameterTransform;
import io.fieldcast.geometry.Representation;
import java.util.ArrayList;
import java.util.List;

/**
 * A steady push on the momenta, the second half of the rows: {@code u(s) = u₀ + u₁ x(s) + u₂ y(s)}, places centred and in units of their
 * spread. The filter learns the three coefficients, so it finds what holds for many steps, such as an open sluice or a plant that stands
 * still. Immutable.
 */
public final class SteadyForcing {
    private static final String[] SHAPES = {"level", "east", "north"};

    /** No push. */
    public static final SteadyForcing NONE = new SteadyForcing(new double[0], 0, 0);

    /** Shapes × places. */
    private final double[] shapes;

    private final int places;
    private final List<Parameter> parameters;

    private SteadyForcing(double[] shapes, int places, double sd) {
        this.shapes = shapes;
        this.places = places;
        ParameterTransform identity = new ParameterTransform.Identity();
        List<Parameter> all = new ArrayList<>();
        for (int k = 0; places > 0 && k < SHAPES.length; k++) {
            all.add(new Parameter("forcing." + SHAPES[k], 0, sd, 0.1 * sd, identity));
        }
        this.parameters = List.copyOf(all);
    }

    /** @param sd prior standard deviation of each coefficient, unit of the momentum per step; 0 for {@link #NONE} */
    public static SteadyForcing of(Representation representation, double sd) {
        Check.that(sd >= 0, "forcing must not be below 0, got %s", sd);
        if (sd == 0) {
            return NONE;
        }
        int places = representation.size();
        double[] shapes = new double[SHAPES.length * places];
        for (int i = 0; i < places; i++) {
            shapes[i] = 1;
            shapes[places + i] = representation.x(i);
            shapes[2 * places + i] = representation.y(i);
        }
        centre(shapes, places, places);
        centre(shapes, 2 * places, places);
        return new SteadyForcing(shapes, places, sd);
    }

    private static void centre(double[] values, int from, int count) {
        double mean = 0;
        for (int i = from; i < from + count; i++) {
            mean += values[i] / count;
        }
        double square = 0;
        for (int i = from; i < from + count; i++) {
            values[i] -= mean;
            square += values[i] * values[i] / count;
        }
        for (int i = from; square > 0 && i < from + count; i++) {
            values[i] /= Math.sqrt(square);
        }
    }

    /** What the filter learns: three coefficients, or none. */
    public List<Parameter> parameters() {
        return parameters;
    }

    /** Adds the push of every member to the second half of {@code 2 · places} rows. */
    void add(double[] parameters, int atParameters, int members, double[] moved, int atMoved) {
        for (int k = 0; k < this.parameters.size(); k++) {
            for (int i = 0; i < places; i++) {
                double shape = shapes[k * places + i];
                int to = atMoved + (places + i) * members;
                for (int m = 0; m < members; m++) {
                    moved[to + m] += shape * parameters[atParameters + k * members + m];
                }
            }
        }
    }
}
