package io.fieldcast.dynamics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.fieldcast.numerics.Ensemble;
import io.fieldcast.testkit.Gen;
import io.fieldcast.testkit.LinearContract;
import io.fieldcast.testkit.Seeds;
import io.fieldcast.testkit.States;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** What the linear integro-difference equation promises on every representation. */
interface IdeContracts extends LinearContract {
    /** Dynamics of the kind under test, with normalised rows and a gain that is the same everywhere. */
    LinearIde ide(Gen gen);

    @Override
    default Propagator propagator(Gen gen) {
        return ide(gen);
    }

    @Seeds
    default void carriesEachMemberByItsOwnOperator(Gen gen) {
        LinearIde ide = ide(gen);
        Ensemble ensemble = gen.ensemble(ide, 3);
        Ensemble before = ensemble.copy();
        advance(ide, ensemble, 1);
        for (int m = 0; m < 3; m++) {
            double[] expected = times(operator(ide, unconstrained(before, m)), States.of(before, m));
            double size = Math.sqrt(States.sumOfSquares(States.of(before, m)));
            assertThat(States.distance(States.of(ensemble, m), expected)).isLessThan(1e-12 * size);
        }
    }

    @Seeds
    default void servesMembersThatShareTheirParametersWithOneOperator(Gen gen) {
        LinearIde ide = ide(gen);
        Ensemble shared = gen.ensemble(ide, 4);
        States.shareParameters(shared);
        Ensemble alone = shared.copy();
        double[] values = alone.values();
        // one member with other parameters sends every member its own way
        for (int at = alone.block(Propagator.PARAMETERS).from() * 4 + 3; at < values.length; at += 4) {
            values[at] += 0.1;
        }
        advance(ide, shared, 1);
        advance(ide, alone, 1);
        for (int m = 0; m < 3; m++) {
            assertThat(States.distance(States.of(alone, m), States.of(shared, m)))
                    .isLessThan(1e-12);
        }
    }

    @Seeds
    default void needsNoParametersOnceTheyAreFixed(Gen gen) {
        LinearIde ide = ide(gen);
        Ensemble learning = gen.ensemble(ide, 3);
        States.shareParameters(learning);
        Ensemble fixed = Ensemble.ofState(ide.stateSize(), 3);
        for (int m = 0; m < 3; m++) {
            States.set(fixed, m, States.of(learning, m));
        }
        advance(ide.fixedAt(unconstrained(learning, 0)), fixed, 1.5);
        advance(ide, learning, 1.5);
        for (int m = 0; m < 3; m++) {
            assertThat(States.of(fixed, m)).containsExactly(States.of(learning, m));
        }
    }

    @Test
    default void multipliesAConstantByItsGain() {
        LinearIde ide = ide(new Gen(1));
        double[] parameters =
                ide.parameters().stream().mapToDouble(Parameter::mean).toArray();
        double gain = ide.parameters().get(0).transform().toModel(parameters[0]);
        double[] ones = new double[ide.stateSize()];
        Arrays.fill(ones, 1);
        for (double value : times(operator(ide, parameters), ones)) {
            assertThat(value).isCloseTo(gain, within(1e-9));
        }
    }

    /** The unconstrained parameters of one member. */
    static double[] unconstrained(Ensemble ensemble, int member) {
        Ensemble.Block block = ensemble.block(Propagator.PARAMETERS);
        double[] parameters = new double[block.rows()];
        for (int i = 0; i < parameters.length; i++) {
            parameters[i] = ensemble.values()[(block.from() + i) * ensemble.members() + member];
        }
        return parameters;
    }

    /** The dense operator. */
    static double[] operator(LinearIde ide, double[] unconstrained) {
        double[] matrix = new double[ide.stateSize() * ide.stateSize()];
        ide.operator(unconstrained, matrix);
        return matrix;
    }

    /** Matrix times state. */
    static double[] times(double[] matrix, double[] state) {
        double[] product = new double[state.length];
        for (int i = 0; i < state.length; i++) {
            for (int j = 0; j < state.length; j++) {
                product[i] += matrix[i * state.length + j] * state[j];
            }
        }
        return product;
    }
}
