package baton.migration.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import baton.migration.spi.MigrationRefused;
import baton.migration.testing.FakeVm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mode normal between two engines over a unix socket: the guest runs while its RAM is sent. */
class LiveMigrationTest {
    @TempDir
    Path dir;

    private Engine source;
    private Engine target;
    private String uri;

    @BeforeEach
    void start() throws IOException, MigrationRefused {
        source = new Engine("running").live();
        target = Engine.incoming();
        uri = "unix:" + dir.resolve("migration");
    }

    @AfterEach
    void end() throws IOException {
        source.close();
        target.close();
    }

    /** So slow that the guest is not sent before the test wants it. */
    private void beginSlowly(String... capabilities) throws Exception {
        source.capabilities(capabilities);
        target.capabilities(capabilities);
        target.receive(uri, false);
        bandwidth(1);
        source.migrate(uri);
        source.host.runOne();
        source.monitor.await("MIGRATION active");
    }

    private void bandwidth(long bytesPerSecond) throws MigrationRefused {
        source.service.setParameters(Map.of("max-bandwidth", bytesPerSecond));
    }

    private void finish() throws Exception {
        bandwidth(0);
        until(source, "completed");
        until(target, "completed");
    }

    /** Runs both main loops until one side is there. */
    private void until(Engine side, String status) {
        long end = System.nanoTime() + 10_000_000_000L;
        while (!side.queried("status").equals(status)) {
            source.host.runOneSoon();
            target.host.runOneSoon();
            assertTrue(System.nanoTime() < end, "waited for " + status + " in vain: " + side.service.query());
        }
    }

    private void assertSameRam() {
        for (int at = 0; at < FakeVm.RAM_BYTES; at++) {
            if (source.vm.ramByte(at) != target.vm.ramByte(at)) {
                assertEquals(source.vm.ramByte(at), target.vm.ramByte(at), "byte " + at);
            }
        }
    }

    private Object ram(String member) {
        return ((Map<?, ?>) source.service.query().get("ram")).get(member);
    }

    @Test
    void guest_runsWhileItsRamIsSent_andStopsForTheRest() throws Exception {
        beginSlowly();

        assertEquals("running", source.vm.runState());
        assertTrue(source.vm.logged());
        finish();

        List<String> events = source.monitor.events();
        assertEquals(
                List.of("MIGRATION setup", "MIGRATION_PASS 1", "MIGRATION active", "MIGRATION_PASS 2"),
                events.subList(0, 4));
        assertEquals("MIGRATION completed", events.get(events.size() - 1));
        int stop = events.indexOf("STOP");
        assertEquals("MIGRATION device", events.get(stop + 1));
        assertEquals("postmigrate", source.vm.runState());
        assertEquals("running", target.vm.runState());
        assertEquals((long) source.service.query().get("total-time") >= 0, true);
    }

    @Test
    void pagesWrittenMeanwhile_arriveAsTheyAreLast() throws Exception {
        beginSlowly();

        source.vm.write(0, 1);
        source.vm.write(FakeVm.RAM_BYTES - 1, 2);
        finish();

        assertSameRam();
        assertEquals(1, target.vm.ramByte(0));
        assertEquals(2, target.vm.ramByte(FakeVm.RAM_BYTES - 1));
    }

    @Test
    void log_isClosedAfterwards() throws Exception {
        beginSlowly();
        finish();

        source.service.close();

        assertFalse(source.vm.logged());
    }

    @Test
    void cancelWhileRamIsSent_leavesTheGuestRunning() throws Exception {
        beginSlowly();

        source.service.cancel();
        until(source, "cancelled");

        assertEquals("running", source.vm.runState());
        assertFalse(source.monitor.events().contains("STOP"));
        until(target, "failed");
        source.service.close();
        assertFalse(source.vm.logged());
        assertEquals(0, source.vm.throttle());
    }

    @Test
    void deadTarget_failsTheMigration_andTheGuestRunsOn() throws Exception {
        beginSlowly("return-path");

        target.close();
        bandwidth(0);
        until(source, "failed");

        assertEquals("running", source.vm.runState());
        String why = source.queried("error-desc");
        assertTrue(why.startsWith("Unable to write to socket: ") || why.startsWith("Channel error: "), why);
        target = Engine.incoming();
    }

    @Test
    void targetThatCannotLoad_tellsTheSource_whoseGuestRunsOn() throws Exception {
        target.vm.device().failCommit();
        beginSlowly("return-path");

        bandwidth(0);
        until(target, "failed");
        until(source, "failed");

        assertEquals("Sibling indicated error 1", source.queried("error-desc"));
        assertEquals("running", source.vm.runState());
        assertTrue(source.monitor.events().contains("RESUME"));
    }

    @Test
    void answeredSource_completesAfterTheTargetHasLoaded() throws Exception {
        beginSlowly("return-path");
        bandwidth(0);
        while (!source.queried("status").equals("device")) {
            source.host.runOneSoon();
        }

        target.host.runOne();
        assertEquals("completed", target.queried("status"));
        until(source, "completed");

        assertSameRam();
    }

    @Test
    void whoAgreesBesideTheMainChannel_saysNothingThereThatCouldFail() throws Exception {
        target.close();
        target = Engine.incoming(new Partner());
        beginSlowly("return-path");
        bandwidth(0);

        until(target, "completed");

        assertEquals("running", target.vm.runState());
        assertEquals("device", source.queried("status"));
    }

    @Test
    void faultOfOursOnceTheGuestIsTaken_isNoFailureOfTheMigration_soThatTheProcessStays() throws Exception {
        target.close();
        target = Engine.incoming(new Partner());
        target.vm.faultInActivate();
        beginSlowly("return-path");
        bandwidth(0);

        try {
            until(target, "completed");
        } catch (IllegalStateException planted) {
            assertEquals("planted", planted.getMessage());
        }

        assertEquals("completed", target.queried("status"));
        assertEquals(-1, target.host.exitStatus());
    }

    @Test
    void switchoverAck_isSentByATargetThatHasNothingToWaitFor() throws Exception {
        beginSlowly("return-path", "switchover-ack");

        finish();

        assertSameRam();
    }

    @Test
    void preSwitchover_isAfterTheStop_andWaitsForContinue() throws Exception {
        beginSlowly("pause-before-switchover");
        bandwidth(0);
        until(source, "pre-switchover");

        assertEquals("finish-migrate", source.vm.runState());
        source.service.proceed(MigrationStatus.PRE_SWITCHOVER);
        finish();

        List<String> events = source.monitor.events();
        int at = events.indexOf("STOP");
        assertEquals(List.of("STOP", "MIGRATION pre-switchover", "MIGRATION device"), events.subList(at, at + 3));
    }

    @Test
    void cancelInPreSwitchover_resumesTheGuest() throws Exception {
        beginSlowly("pause-before-switchover", "return-path");
        bandwidth(0);
        until(source, "pre-switchover");

        source.service.cancel();
        until(source, "cancelled");

        assertEquals("running", source.vm.runState());
        until(target, "failed");
    }

    @Test
    void pausedGuest_isSentToo_andStaysPaused() throws Exception {
        source.close();
        source = new Engine("paused").live();
        beginSlowly();

        finish();

        assertFalse(source.monitor.events().contains("STOP"));
        assertSameRam();
    }

    @Test
    void running_isReportedWithWhatIsLeft() throws Exception {
        beginSlowly("auto-converge");

        assertEquals((long) FakeVm.RAM_BYTES, ram("total"));
        assertEquals(1L, ram("dirty-sync-count"));
        assertEquals("300", source.queried("expected-downtime"));
        finish();

        assertEquals(0L, ram("remaining"));
        assertEquals((long) ram("normal") * 4096, ram("normal-bytes"));
        assertTrue((long) ram("precopy-bytes") >= FakeVm.RAM_BYTES);
    }

    @Test
    void returnPathOverAFile_isRefused() throws Exception {
        source.capabilities("return-path");

        source.migrate("file:" + dir.resolve("vm.state"));
        source.runUntil("failed");

        assertEquals("Unable to open return-path for postcopy", source.queried("error-desc"));
        assertEquals("running", source.vm.runState());
    }
}
