package io.fieldcast.testkit;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.fieldcast.dynamics.Claim;
import io.fieldcast.dynamics.Parameter;
import io.fieldcast.dynamics.Propagator;
import io.fieldcast.numerics.Ensemble;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** A contract is worth something only if it catches who breaks it. */
class ContractsTest {
    private static final Gen GEN = new Gen(1);

    /** {@code x ← factor · x + shift}, with all the claims it should not make. */
    private record Liar(double factor, double shift) implements Propagator {
        @Override
        public int stateSize() {
            return 4;
        }

        @Override
        public List<Parameter> parameters() {
            return List.of();
        }

        @Override
        public Set<Claim> claims() {
            return Set.of(
                    new Claim.Orthogonal(),
                    new Claim.Lipschitz(1),
                    new Claim.ConservesEnergy(0),
                    new Claim.DissipatesEnergy());
        }

        @Override
        public int scratchSize(int members) {
            return 0;
        }

        @Override
        public void advance(Ensemble ensemble, double step, double[] scratch) {
            for (int at = 0; at < 4 * ensemble.members(); at++) {
                ensemble.values()[at] = factor * ensemble.values()[at] + shift;
            }
        }
    }

    /** Lets every member leak into those after it. */
    private static final Propagator LEAKY = new Propagator() {
        private final Propagator inner = new Liar(1, 0);

        @Override
        public int stateSize() {
            return inner.stateSize();
        }

        @Override
        public List<Parameter> parameters() {
            return List.of();
        }

        @Override
        public Set<Claim> claims() {
            return Set.of();
        }

        @Override
        public int scratchSize(int members) {
            return 0;
        }

        @Override
        public void advance(Ensemble ensemble, double step, double[] scratch) {
            for (int at = 1; at < 4 * ensemble.members(); at++) {
                ensemble.values()[at] += ensemble.values()[at - 1];
            }
        }
    };

    @Test
    void catchEveryBrokenClaim() {
        Liar growing = new Liar(1.000001, 0);
        Liar shifting = new Liar(1, -0.5);
        catches(() -> ((OrthogonalContract) gen -> growing).keepsTheSumOfSquares(GEN));
        catches(() -> ((DissipativeContract) gen -> growing).neverRaisesTheSumOfSquares(GEN));
        catches(() -> ((LipschitzContract) gen -> growing).partsStatesByNoMoreThanTheFactor(GEN));
        catches(() -> ((ConservesMassContract) gen -> shifting).keepsTheSum(GEN));
        catches(() -> ((PositiveContract) gen -> shifting).keepsNonNegativeStatesNonNegative(GEN));
        catches(() -> ((LinearContract) gen -> shifting).carriesAWeightedSumToTheWeightedSum(GEN));
        catches(() -> ((SymplecticContract) gen -> growing).isCanonical(GEN));
        catches(() -> ((ReversibleContract) gen -> shifting).comesBackWithTheMomentaTurnedRound(GEN));
        catches(() -> ((ReversibleContract) gen -> new Liar(1, 0)).comesBackWithTheMomentaTurnedRound(GEN));
        catches(() -> ((ConservesEnergyContract) gen -> growing).keepsTheEnergyToTheClaimedShare(GEN));
        catches(() -> ((DissipatesEnergyContract) gen -> growing).neverRaisesTheEnergyBeyondTheClaimedShare(GEN));
    }

    @Test
    void catchAClaimThatNoContractTests() {
        catches(() -> ((OrthogonalContract) gen -> new Liar(1, 0)).declaresExactlyTheClaimsThatItsTestChecks(GEN));
        catches(() -> ((LinearContract) gen -> LEAKY).declaresExactlyTheClaimsThatItsTestChecks(GEN));
    }

    @Test
    void catchMembersThatTouchEachOtherAndUncheckedArguments() {
        catches(() -> ((PropagatorContract) gen -> LEAKY).keepsABrokenMemberToItself(new Gen(3)));
        catches(() -> ((PropagatorContract) gen -> LEAKY).treatsEveryMemberAlikeAndAlone(new Gen(3)));
        catches(() -> ((PropagatorContract) gen -> LEAKY).refusesAStepThatIsNotAboveZero(GEN));
        catches(() -> ((PropagatorContract) gen -> new Liar(1, Double.NaN)).keepsFiniteStatesFinite(GEN));
    }

    private static void catches(ThrowingCallable contract) {
        assertThatExceptionOfType(AssertionError.class).isThrownBy(contract);
    }
}
