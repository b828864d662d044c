package io.fieldcast.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.fieldcast.dynamics.Claim;
import io.fieldcast.dynamics.Propagator;
import io.fieldcast.numerics.Ensemble;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * What every propagator owes its callers. A propagator's test class implements this together with one contract for each claim
 * the propagator declares; a claim without its contract, or a contract without its claim, fails here.
 */
public interface PropagatorContract {
    /** The contract that tests each kind of claim. */
    Map<Class<? extends Claim>, Class<? extends PropagatorContract>> CONTRACTS = Map.of(
            Claim.Orthogonal.class, OrthogonalContract.class,
            Claim.Dissipative.class, DissipativeContract.class,
            Claim.ConservesMass.class, ConservesMassContract.class,
            Claim.Positive.class, PositiveContract.class,
            Claim.Linear.class, LinearContract.class,
            Claim.Lipschitz.class, LipschitzContract.class,
            Claim.Symplectic.class, SymplecticContract.class,
            Claim.Reversible.class, ReversibleContract.class,
            Claim.ConservesEnergy.class, ConservesEnergyContract.class,
            Claim.DissipatesEnergy.class, DissipatesEnergyContract.class);

    /** A propagator to test, of any size and settings that {@code gen} leads to. */
    Propagator propagator(Gen gen);

    /** A length of step to test with; override where only some lengths make sense. */
    default double step(Gen gen) {
        return gen.uniform(0.2, 2);
    }

    /** Carries {@code ensemble} forward with fresh working memory. */
    default void advance(Propagator propagator, Ensemble ensemble, double step) {
        propagator.advance(ensemble, step, new double[propagator.scratchSize(ensemble.members())]);
    }

    @Seeds
    default void declaresExactlyTheClaimsThatItsTestChecks(Gen gen) {
        Set<Class<?>> declared = new LinkedHashSet<>();
        for (Claim claim : propagator(gen).claims()) {
            assertThat(CONTRACTS).as("contracts for claims").containsKey(claim.getClass());
            declared.add(CONTRACTS.get(claim.getClass()));
        }
        Set<Class<?>> tested = new LinkedHashSet<>(CONTRACTS.values());
        tested.removeIf(contract -> !contract.isInstance(this));
        assertThat(tested).as("contracts that the test implements").isEqualTo(declared);
    }

    @Seeds
    default void movesNothingButTheState(Gen gen) {
        Propagator propagator = propagator(gen);
        Ensemble ensemble = gen.ensemble(propagator, gen.integer(2, 7));
        double[] before = ensemble.values().clone();
        advance(propagator, ensemble, step(gen));
        int from = ensemble.block(Propagator.STATE).to() * ensemble.members();
        assertThat(Arrays.copyOfRange(ensemble.values(), from, before.length))
                .containsExactly(Arrays.copyOfRange(before, from, before.length));
    }

    @Seeds
    default void keepsFiniteStatesFinite(Gen gen) {
        Propagator propagator = propagator(gen);
        Ensemble ensemble = gen.ensemble(propagator, gen.integer(2, 7));
        for (int i = 0; i < 5; i++) {
            advance(propagator, ensemble, step(gen));
        }
        assertThat(ensemble.isFinite()).isTrue();
    }

    @Seeds
    default void givesTheSameBitsWhateverItsScratchHeld(Gen gen) {
        Propagator propagator = propagator(gen);
        Ensemble one = gen.ensemble(propagator, gen.integer(2, 7));
        Ensemble other = one.copy();
        double step = step(gen);
        int size = propagator.scratchSize(one.members());
        propagator.advance(one, step, new double[size]);
        double[] dirty = new double[size + 5];
        Arrays.fill(dirty, Double.NaN);
        propagator.advance(other, step, dirty);
        assertThat(other.values()).containsExactly(one.values());
    }

    @Seeds
    default void refusesScratchThatIsTooShort(Gen gen) {
        Propagator propagator = propagator(gen);
        Ensemble ensemble = gen.ensemble(propagator, gen.integer(2, 7));
        int size = propagator.scratchSize(ensemble.members());
        if (size > 0) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> propagator.advance(ensemble, 1, new double[size - 1]))
                    .withMessageContaining("scratch");
        }
    }

    @Seeds
    default void refusesAStepThatIsNotAboveZero(Gen gen) {
        Propagator propagator = propagator(gen);
        Ensemble ensemble = gen.ensemble(propagator, 2);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> advance(propagator, ensemble, 0))
                .withMessageContaining("step");
    }

    @Seeds
    default void refusesAnEnsembleOfAnotherSize(Gen gen) {
        Propagator propagator = propagator(gen);
        Ensemble wrong = Ensemble.ofState(propagator.stateSize() + 1, 3);
        assertThatIllegalArgumentException().isThrownBy(() -> advance(propagator, wrong, 1));
    }

    @Seeds
    default void treatsEveryMemberAlikeAndAlone(Gen gen) {
        Propagator propagator = propagator(gen);
        int members = gen.integer(2, 7);
        Ensemble ensemble = gen.ensemble(propagator, members);
        int[] order = gen.permutation(members);
        Ensemble permuted = permute(ensemble, order);
        double step = step(gen);
        advance(propagator, ensemble, step);
        advance(propagator, permuted, step);
        // What is read off all members is a sum, whose rounding depends on their order.
        double rounding = propagator.coupled() ? 1e-9 : 0;
        assertThat(permuted.values()).containsExactly(permute(ensemble, order).values(), within(rounding));
    }

    @Seeds
    default void keepsABrokenMemberToItself(Gen gen) {
        Propagator propagator = propagator(gen);
        int members = gen.integer(3, 7);
        int broken = gen.integer(0, members - 1);
        Ensemble ensemble = gen.ensemble(propagator, members);
        Ensemble other = ensemble.copy();
        for (int row = 0; row < propagator.stateSize(); row++) {
            other.values()[row * members + broken] = Double.NaN;
        }
        double step = step(gen);
        Ensemble healthy = propagator.coupled() ? without(ensemble, broken) : ensemble;
        advance(propagator, healthy, step);
        advance(propagator, other, step);
        for (int m = 0; m < members; m++) {
            if (m != broken) {
                int same = propagator.coupled() && m > broken ? m - 1 : m;
                assertThat(States.of(other, m)).containsExactly(States.of(healthy, same));
            }
        }
    }

    private static Ensemble without(Ensemble ensemble, int member) {
        int members = ensemble.members();
        Ensemble rest = Ensemble.of(members - 1, ensemble.blocks());
        for (int at = 0, to = 0; at < ensemble.values().length; at++) {
            if (at % members != member) {
                rest.values()[to++] = ensemble.values()[at];
            }
        }
        return rest;
    }

    private static Ensemble permute(Ensemble ensemble, int[] order) {
        Ensemble permuted = ensemble.copy();
        int members = ensemble.members();
        for (int at = 0; at < ensemble.values().length; at++) {
            permuted.values()[at] = ensemble.values()[at - at % members + order[at % members]];
        }
        return permuted;
    }
}
