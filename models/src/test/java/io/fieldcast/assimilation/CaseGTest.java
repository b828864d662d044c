package io.fieldcast.assimilation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CaseGTest {
    static List<FilterSpec> filters() {
        return CaseG.FILTERS;
    }

    @ParameterizedTest
    @MethodSource("filters")
    void agreesWithTheKalmanFilterWhereThereIsNoNoise(FilterSpec spec) {
        assertThat(CaseG.largestDifferenceWithoutNoise(spec, 20)).isLessThan(1e-12);
    }

    @ParameterizedTest
    @MethodSource("filters")
    void agreesWithTheKalmanFilterWithTheFewestMembersThatCan(FilterSpec spec) {
        assertThat(CaseG.largestDifferenceWithoutNoise(spec, CaseG.SIZE + 1)).isLessThan(1e-12);
    }

    @ParameterizedTest
    @MethodSource("filters")
    void nearsTheKalmanFilterWithTheRootOfTheMembers(FilterSpec spec) {
        assertThat(CaseG.slope(spec, 8)).isBetween(-0.55, -0.45);
    }

    @Tag("long")
    @ParameterizedTest
    @MethodSource("filters")
    void nearsTheKalmanFilterWithTheRootOfTheMembersOverManySeeds(FilterSpec spec) {
        assertThat(CaseG.slope(spec, 32)).isBetween(-0.55, -0.45);
    }
}
