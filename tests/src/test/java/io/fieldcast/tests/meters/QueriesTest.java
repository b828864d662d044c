package io.fieldcast.tests.meters;

import static org.assertj.core.api.Assertions.assertThat;

import io.fieldcast.tests.monitoring.Queries;
import org.junit.jupiter.api.Test;

class QueriesTest {
    @Test
    void findsTheMetersOfAnExpression() {
        assertThat(Queries.meters(
                        "histogram_quantile(0.99, sum by (le, field) (rate(a_seconds_bucket{field=~\"$f\"}[5m])))"
                                + " > 1e-6 and on (field) group_left () b_total offset 10m unless up{job=\"c\"} == 0"))
                .containsExactly("a_seconds_bucket", "b_total", "up");
    }
}
