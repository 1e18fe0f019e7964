package baton.cli.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FrameTest {
    private static final long SECOND = 1_000_000_000L;

    @Test
    void machine_isOneLineWithHowBusyItsProcessorsAre() {
        Snapshot before = at(0, List.of(0L, 0L), Map.of());
        assertEquals(List.of("vm  running  memory 64.0 MiB  vCPUs 2"), Frame.lines(before, null));
        assertEquals(
                List.of("vm  running  memory 64.0 MiB  vCPUs 2 busy 50% 100%"),
                Frame.lines(at(SECOND, List.of(500L, 1010L), Map.of()), before));
        assertEquals(
                List.of("vm  running  memory 64.0 MiB  vCPUs 2"),
                Frame.lines(at(SECOND, List.of(-1L, -1L), Map.of()), at(0, List.of(-1L, -1L), Map.of())));
    }

    @Test
    void migration_saysHowFarHowFastAndHowLongYet() {
        Map<String, Object> ram =
                Map.of("total", 100L << 20, "remaining", 25L << 20, "transferred", 80L << 20, "mbps", 8.388608 * 5);
        Map<String, Object> info = Map.of("status", "active", "ram", ram, "expected-downtime", 300L);
        assertEquals(
                "migration active  75%  sent 80.0 MiB  left 25.0 MiB of 100.0 MiB  5.0 MiB/s  done in 5.0 s"
                        + "  pause expected 300 ms",
                Frame.lines(at(0, List.of(), info), null).get(1));
    }

    @Test
    void migration_thatIsOver_saysThePauseOrTheReason() {
        assertEquals(
                "migration completed  pause 4.5 ms",
                line(Map.of("status", "completed", "downtime", 9L, "x-pause", Map.of("stop", 1500L, "save", 3000L))));
        assertEquals("migration failed  (no room)", line(Map.of("status", "failed", "error-desc", "no room")));
    }

    @Test
    void plainScreen_hasALineForEachChangeOnly() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PlainScreen screen = new PlainScreen(new PrintStream(bytes, true, StandardCharsets.US_ASCII));
        screen.show(List.of("running  vCPUs 1 busy 10%"));
        screen.show(List.of("running  vCPUs 1 busy 20%"));
        screen.event("STOP");
        screen.show(List.of("paused  vCPUs 1"));
        String text = bytes.toString(StandardCharsets.US_ASCII);
        assertEquals(3, text.lines().count(), text);
        assertTrue(text.contains("event STOP"), text);
        assertFalse(text.contains("20%"), text);
    }

    private static String line(Map<String, Object> migration) {
        return Frame.lines(at(0, List.of(), migration), null).get(1);
    }

    private static Snapshot at(long nanos, List<Long> cpus, Map<String, ?> migration) {
        return new Snapshot(nanos, "vm", "running", 64L << 20, cpus, migration);
    }
}
