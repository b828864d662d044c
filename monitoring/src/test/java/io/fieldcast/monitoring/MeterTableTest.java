package io.fieldcast.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MeterTableTest {
    @Test
    void hasOneRowForEachMeter() {
        assertThat(MeterTable.markdown().lines())
                .hasSize(2 + ForecastMeter.values().length)
                .contains("| `forecast.observations.rejected` | `forecast_observations_rejected_total` | counter |"
                        + " `field`, `code` | Observations turned away, by quality-control code |");
    }

    @Test
    void namesAreDottedLowerCaseAndUnique() {
        assertThat(ForecastMeter.values())
                .extracting(ForecastMeter::meterName)
                .allMatch(name -> name.matches("forecast(\\.[a-z0-9]+)+"))
                .doesNotHaveDuplicates();
    }
}
