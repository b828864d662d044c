package io.fieldcast.verification.twin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CaseGTest {
    static List<TwinRow> rows() {
        return new CaseG().rows();
    }

    @ParameterizedTest
    @MethodSource("rows")
    void agreesWithTheKalmanFilterOrNearsItWithTheRootOfTheMembers(TwinRow row) {
        TwinResult result = row.runAll(row.cycles(), 1);

        assertThat(result.accepted()).as("%s: %s", row.method(), result.runs()).isTrue();
    }
}
