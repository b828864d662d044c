package io.fieldcast.numerics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.fieldcast.numerics.Ensemble.Block;
import java.util.List;
import org.junit.jupiter.api.Test;

class EnsembleTest {
    @Test
    void keepsTheMembersOfARowSideBySide() {
        Ensemble ensemble = Ensemble.of(3, List.of(new Block("state", 0, 2), new Block("parameters", 2, 1)));
        assertThat(ensemble.size()).isEqualTo(3);
        assertThat(ensemble.values()).hasSize(9).containsOnly(0);
        assertThat(ensemble.block("parameters").from()).isEqualTo(2);
        assertThat(ensemble.block("parameters").to()).isEqualTo(3);
        System.arraycopy(new double[] {1, 2, 6}, 0, ensemble.values(), 3, 3);
        assertThat(ensemble.mean(1)).isEqualTo(3);
        assertThat(ensemble.variance(1)).isCloseTo(7, within(1e-15));
        assertThat(ensemble.mean(0)).isZero();
    }

    @Test
    void aCopyIsIndependentAndSetTakesValuesOver() {
        Ensemble ensemble = Ensemble.ofState(2, 2);
        Ensemble copy = ensemble.copy();
        copy.values()[3] = 5;
        assertThat(ensemble.values()[3]).isZero();
        ensemble.set(copy);
        assertThat(ensemble.values()).containsExactly(copy.values());
    }

    @Test
    void knowsWhetherItIsFinite() {
        Ensemble ensemble = Ensemble.ofState(2, 2);
        assertThat(ensemble.isFinite()).isTrue();
        ensemble.values()[2] = Double.MAX_VALUE;
        assertThat(ensemble.isFinite()).isTrue();
        ensemble.values()[1] = Double.NEGATIVE_INFINITY;
        assertThat(ensemble.isFinite()).isFalse();
        ensemble.values()[1] = Double.NaN;
        assertThat(ensemble.isFinite()).isFalse();
    }

    @Test
    void refusesGapsMissingBlocksAndOtherShapes() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Ensemble.of(2, List.of(new Block("state", 1, 2))))
                .withMessageContaining("starts at row 1, expected 0");
        assertThatIllegalArgumentException().isThrownBy(() -> Ensemble.ofState(2, 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Ensemble.ofState(2, 2).block("lags"))
                .withMessageContaining("no block lags");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Ensemble.ofState(2, 2).set(Ensemble.ofState(2, 3)))
                .withMessageContaining("2 x 3");
    }

    @Test
    void exchangesItsValuesWithAnother() {
        Ensemble first = Ensemble.ofState(2, 3);
        Ensemble second = Ensemble.ofState(2, 3);
        first.values()[4] = 1;
        second.values()[0] = 2;

        first.swap(second);

        assertThat(first.values()).containsExactly(2, 0, 0, 0, 0, 0);
        assertThat(second.values()).containsExactly(0, 0, 0, 0, 1, 0);
        assertThatIllegalArgumentException().isThrownBy(() -> first.swap(Ensemble.ofState(3, 2)));
    }
}
