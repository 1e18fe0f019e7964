package baton.migration.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import baton.migration.params.MigrationParameters;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** QEMU's defaults: from 20 percent on, 10 more each time, when more than half of what is sent is written again. */
class AutoConvergeTest {
    private static final long SENT = 1_000_000;
    private static final long TOO_MUCH = 500_001;

    private final AutoConverge converge = new AutoConverge();
    private MigrationParameters parameters = MigrationParameters.defaults();

    private int ended(long dirty) {
        return converge.periodEnded(dirty, SENT, parameters);
    }

    @Test
    void guestBelowTheThreshold_isLeftAlone() {
        for (int i = 0; i < 5; i++) {
            assertEquals(0, ended(500_000));
        }
    }

    @Test
    void everySecondPeriodTooFast_slowsFurtherDown_toTheLimit() throws Exception {
        parameters = parameters.with(Map.of("max-cpu-throttle", 45L));
        int[] expected = {0, 20, 20, 30, 30, 40, 40, 45, 45, 45};
        for (int percent : expected) {
            assertEquals(percent, ended(TOO_MUCH));
        }
    }

    @Test
    void slowedGuest_staysSlowed() {
        ended(TOO_MUCH);
        ended(TOO_MUCH);

        assertEquals(20, ended(0));
    }

    @Test
    void parameters_sayHowMuch() throws Exception {
        parameters = parameters.with(
                Map.of("cpu-throttle-initial", 5L, "cpu-throttle-increment", 40L, "throttle-trigger-threshold", 80L));
        assertEquals(0, ended(TOO_MUCH));
        assertEquals(0, ended(TOO_MUCH));
        assertEquals(0, ended(800_001));
        assertEquals(5, ended(800_001));
        ended(800_001);
        assertEquals(45, ended(800_001));
    }

    @Test
    void tailSlow_goesOnlyAsFarAsNeeded() throws Exception {
        parameters = parameters.with(Map.of("cpu-throttle-tailslow", true));
        ended(TOO_MUCH);
        assertEquals(20, ended(TOO_MUCH));

        ended(526_315);
        assertEquals(23, ended(526_315), "80 percent running, of which 5 percent are too much");
        ended(5_000_000);
        assertEquals(33, ended(5_000_000), "never more than the increment");
    }
}
