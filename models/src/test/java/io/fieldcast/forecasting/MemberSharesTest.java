package io.fieldcast.forecasting;

import static org.assertj.core.api.Assertions.assertThat;

import io.fieldcast.dynamics.Choices;
import io.fieldcast.dynamics.Dynamics;
import io.fieldcast.dynamics.Propagator;
import io.fieldcast.geometry.Grid;
import io.fieldcast.numerics.Ensemble;
import io.fieldcast.testkit.Gen;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MemberSharesTest {
    private static final int MEMBERS = 11;

    static List<Dynamics> kinds() {
        return Dynamics.kinds().values().stream()
                .filter(kind -> !kind.trained())
                .toList();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void howManyThreadsThereAreMakesNoDifference(Dynamics kind) {
        Propagator propagator = kind.build(new Grid(12, 10, 0, 0, 1), 4, Choices.defaults(kind.settings()));
        Ensemble alone = new Gen(1).ensemble(propagator, MEMBERS);
        Ensemble together = alone.copy();
        MemberShares one = new MemberShares(propagator, MEMBERS, 1);
        MemberShares four = new MemberShares(propagator, MEMBERS, 4);
        for (int step = 0; step < 3; step++) {
            one.advance(alone);
            four.advance(together);
            assertThat(together.values()).as(kind.name()).containsExactly(alone.values());
        }
    }
}
