package io.fieldcast.pipeline.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.fieldcast.connectors.record.Incoming;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ArrivalsTest {
    private final Arrivals arrivals = new Arrivals();

    @Test
    void measuresFromTheLastObservationOfACycleToArrive() {
        arrivals.waits(7, 120);
        arrivals.waits(7, 100);
        arrivals.waits(8, 150);
        assertThat(arrivals.sinceLastOf(7, 200)).contains(Duration.ofMillis(80));
        assertThat(arrivals.sinceLastOf(8, 200)).contains(Duration.ofMillis(50));
    }

    @Test
    void measuresFromTheYoungestRecord() {
        arrivals.saw(150);
        arrivals.saw(140);
        assertThat(arrivals.sinceNewest(200)).contains(Duration.ofMillis(50));
    }

    @Test
    void saysNothingWhereNoRecordSaidWhenItArrived() {
        arrivals.saw(Incoming.NO_ARRIVAL);
        arrivals.waits(7, Incoming.NO_ARRIVAL);
        assertThat(arrivals.sinceNewest(200)).isEmpty();
        assertThat(arrivals.sinceLastOf(7, 200)).isEmpty();
    }

    @Test
    void forgetsCyclesThatHaveRun() {
        arrivals.waits(6, 90);
        arrivals.waits(7, 100);
        assertThat(arrivals.sinceLastOf(7, 200)).isPresent();
        assertThat(arrivals.sinceLastOf(7, 200)).isEmpty();
        assertThat(arrivals.sinceLastOf(6, 200)).isEmpty();
    }
}
