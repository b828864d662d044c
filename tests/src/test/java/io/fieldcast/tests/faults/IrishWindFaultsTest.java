package io.fieldcast.tests.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.fieldcast.domain.QcCode;
import io.fieldcast.tests.faults.IrishWindStudy.Scores;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Short form of {@link IrishWindFaults}: one draw of the broken sensors, one of the late reports. */
class IrishWindFaultsTest {
    @Test
    void threeBrokenSensorsHardlyHurtTheForecastsAtTheOthers() throws IOException {
        IrishWindStudy study = IrishWindStudy.load();
        IrishWindFaults.Broken broken = IrishWindFaults.broken(1);
        Scores with = IrishWindFaults.withBroken(study, broken);
        Scores without = IrishWindFaults.withoutThem(study, broken);
        assertThat(with.crps()).isLessThan(1.05 * without.crps());
        assertThat(with.count()).isEqualTo(without.count());
        assertThat(with.verdicts().get(QcCode.STUCK)).isGreaterThan(2800);
        assertThat(with.verdicts().get(QcCode.DRIFT)).isGreaterThan(2500);
    }

    @Test
    void carryingLateReportsIsAtLeastAsGoodAsDroppingThem() throws IOException {
        IrishWindStudy study = IrishWindStudy.load();
        double dropped = IrishWindFaults.late(study, "drop", 1).crps();
        double carried = IrishWindFaults.late(study, "carry", 1).crps();
        assertThat(carried).isLessThanOrEqualTo(dropped);
    }
}
