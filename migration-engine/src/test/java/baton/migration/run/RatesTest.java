package baton.migration.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Arithmetic of QEMU's migration_update_counters, by hand. */
class RatesTest {
    private static final long MILLI = 1_000_000;
    private static final long LIMIT = 300;

    private final Rates rates = new Rates(0, LIMIT);

    @Test
    void beforeTheFirstWindow_whatWasSentSoFarCounts() {
        rates.look(50 * MILLI, 5_000_000, 1000, 0);

        assertEquals(0, rates.mbps());
        assertEquals(100_000 * LIMIT, rates.threshold(50 * MILLI, 5_000_000, 0, LIMIT));
        assertEquals(LIMIT, rates.expectedDowntime());
    }

    @Test
    void nothingSent_leavesNoRoomForADowntime() {
        assertEquals(0, rates.threshold(10, 0, 0, LIMIT));
    }

    @Test
    void window_givesBandwidthAndPages() {
        rates.look(100 * MILLI, 12_500_000, 3000, 0);

        assertEquals(1000.0, rates.mbps());
        assertEquals(30_000, rates.pagesPerSecond());
        assertEquals(125_000 * LIMIT, rates.threshold(100 * MILLI, 12_500_000, 0, LIMIT));
    }

    @Test
    void secondWindow_forgetsTheFirst() {
        rates.look(100 * MILLI, 12_500_000, 3000, 0);
        rates.look(200 * MILLI, 12_600_000, 3100, 0);

        assertEquals(8.0, rates.mbps());
        assertEquals(1000, rates.pagesPerSecond());
    }

    @Test
    void switchoverBandwidth_replacesWhatWasMeasured() {
        rates.look(100 * MILLI, 12_500_000, 3000, 0);

        assertEquals(2_000 * LIMIT, rates.threshold(100 * MILLI, 12_500_000, 2_000_000, LIMIT));
    }

    @Test
    void expectedDowntime_isWhatTheGuestWroteOverTheBandwidth() {
        assertTrue(rates.collected(1001 * MILLI, 4096 * 1001));
        rates.look(1001 * MILLI, 1001 * 1024, 1, 0);

        assertEquals(1000, rates.dirtyPagesPerSecond());
        assertEquals(4 * 1001, rates.expectedDowntime());
    }

    @Test
    void expectedDowntime_staysWhileTooLittleIsSent() {
        rates.collected(1001 * MILLI, 4096 * 1001);
        rates.look(1001 * MILLI, 9_000, 1, 0);

        assertEquals(LIMIT, rates.expectedDowntime());
    }

    @Test
    void periods_endAfterASecond_andAddUp() {
        assertFalse(rates.collected(600 * MILLI, 4096));
        assertTrue(rates.collected(1200 * MILLI, 8192));

        assertEquals(12288, rates.periodDirty());
        assertEquals(500, rates.periodSent(500));
        rates.nextPeriod(1200 * MILLI, 500);
        assertEquals(0, rates.periodDirty());
        assertEquals(200, rates.periodSent(700));
        assertFalse(rates.collected(2000 * MILLI, 1));
    }
}
