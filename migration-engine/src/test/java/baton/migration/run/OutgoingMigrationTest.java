package baton.migration.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import baton.migration.spi.MigrationRefused;
import baton.migration.spi.RamBlock;
import baton.migration.testing.FakeVm;
import baton.nat.libc.Fd;
import baton.nat.libc.Sockets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Texts and orders of events from transcripts/qmp-cpr-reboot-failures.txt and qmp-query-migrate-by-state.txt. */
class OutgoingMigrationTest {
    private static final byte[] HEAD = {'Q', 'E', 'V', 'M', 0, 0, 0, 3, 7, 0, 0, 0, 4, 'f', 'a', 'k', 'e'};

    @TempDir
    Path dir;

    private Engine engine;
    private Path file;

    @BeforeEach
    void start() throws IOException, MigrationRefused {
        engine = new Engine("running");
        file = dir.resolve("vm.state");
    }

    @AfterEach
    void end() throws IOException {
        engine.close();
    }

    private String refused(String uri) {
        return assertThrows(MigrationRefused.class, () -> engine.migrate(uri)).getMessage();
    }

    @Test
    void file_isWrittenWithQemusEvents() throws Exception {
        engine.migrate("file:" + file);
        assertEquals("finish-migrate", engine.vm.runState());
        assertEquals(List.of("MIGRATION setup", "STOP"), engine.monitor.events().subList(0, 2));
        engine.runUntil("completed");
        assertEquals(
                List.of(
                        "MIGRATION setup",
                        "STOP",
                        "MIGRATION_PASS 1",
                        "MIGRATION active",
                        "MIGRATION_PASS 2",
                        "MIGRATION device",
                        "MIGRATION_PASS 3",
                        "MIGRATION completed"),
                engine.monitor.events());
        assertEquals("postmigrate", engine.vm.runState());
        byte[] bytes = Files.readAllBytes(file);
        assertArrayEquals(HEAD, Arrays.copyOf(bytes, HEAD.length));
        assertTrue(bytes.length > FakeVm.RAM_BYTES);
        assertEquals("Can't migrate the vm that was paused due to previous migration", refused("file:" + file));
    }

    @Test
    void offset_leavesWhatIsBeforeIt() throws Exception {
        Files.write(file, new byte[] {1, 2, 3, 4, 5});
        engine.migrate("file:" + file + ",offset=3");
        engine.runUntil("completed");
        byte[] bytes = Files.readAllBytes(file);
        assertArrayEquals(new byte[] {1, 2, 3, 'Q', 'E', 'V', 'M'}, Arrays.copyOf(bytes, 7));
    }

    @Test
    void completed_isReportedWithAllOfQemusMembers() throws Exception {
        engine.migrate("file:" + file);
        engine.runUntil("completed");
        Map<String, Object> info = engine.service.query();
        assertEquals(List.of("status", "setup-time", "total-time", "downtime", "ram"), List.copyOf(info.keySet()));
        Map<?, ?> ram = (Map<?, ?>) info.get("ram");
        assertEquals(17, ram.size());
        assertEquals((long) FakeVm.RAM_BYTES, ram.get("total"));
        assertEquals(0L, ram.get("remaining"));
        assertEquals(256L, ram.get("normal"));
        assertEquals(3L, ram.get("dirty-sync-count"));
        assertEquals(Files.size(file), ram.get("transferred"));
        assertEquals(
                List.of("stop", "save", "finish"),
                List.copyOf(engine.service.downtime().parts().keySet()));
    }

    @Test
    void unopenableFile_isRefusedAndGuestNeverStops() {
        String text = "Could not create '/nonexistent/dir/x': No such file or directory";
        assertEquals(text, refused("file:/nonexistent/dir/x"));
        assertEquals(List.of("MIGRATION setup", "MIGRATION failed"), engine.monitor.events());
        assertEquals(
                "{status=failed, error-desc=" + text + "}",
                engine.service.query().toString());
        assertEquals(List.of("Status: \t\tfailed (" + text + ")"), engine.service.lines(false));
        assertEquals("running", engine.vm.runState());
        assertEquals(1, engine.mode.undone);
        assertEquals(List.of(), engine.monitor.reports());
    }

    @Test
    void memoryThatNobodyKeeps_isRefusedBeforeAnyEvent() {
        assertEquals("memfd: is for mode cpr-exec, where the process itself goes on", refused("memfd:"));
        assertEquals(List.of(), engine.monitor.events());
    }

    @Test
    void deviceWithoutLength_isRefused() {
        assertEquals("failed to truncate migration file to offset 0: Invalid argument", refused("file:/dev/full"));
    }

    @Test
    void refusedMigration_canBeTriedAgain() throws Exception {
        refused("file:/nonexistent/dir/x");
        engine.migrate("file:" + file);
        engine.runUntil("completed");
        assertTrue(Files.size(file) > FakeVm.RAM_BYTES);
    }

    @Test
    void deadCommand_failsAndGuestResumes() throws Exception {
        engine.migrate("exec:exit 1");
        engine.runUntil("failed");
        assertEquals("Unable to write to command: Broken pipe", engine.queried("error-desc"));
        assertEquals(List.of("error: Unable to write to command: Broken pipe"), engine.monitor.reports());
        List<String> events = engine.monitor.events();
        assertEquals(List.of("MIGRATION failed", "RESUME"), events.subList(events.size() - 2, events.size()));
        assertEquals("running", engine.vm.runState());
    }

    @Test
    void command_getsTheWholeStream() throws Exception {
        engine.migrate("exec:cat > " + file);
        engine.runUntil("completed");
        assertTrue(Files.size(file) > FakeVm.RAM_BYTES);
    }

    @Test
    void commandThatFailsAtItsEnd_failsTheMigration() throws Exception {
        engine.migrate("exec:cat > /dev/null; exit 3");
        engine.runUntil("failed");
        assertEquals("Unable to write to command: the command ended with exit status 3", engine.queried("error-desc"));
    }

    @Test
    void pausedGuest_staysPaused() throws Exception {
        engine.close();
        engine = new Engine("paused");
        engine.vm.device().failSaving();
        engine.migrate("file:" + file);
        engine.runUntil("failed");
        assertEquals("paused", engine.vm.runState());
        assertFalse(engine.monitor.events().contains("STOP"));
        assertFalse(engine.monitor.events().contains("RESUME"));
    }

    @Test
    void suspendedGuest_stopsAndResumesSuspended() throws Exception {
        engine.close();
        engine = new Engine("suspended");
        engine.vm.device().failSaving();
        engine.migrate("file:" + file);
        engine.runUntil("failed");
        assertEquals("suspended", engine.vm.runState());
        assertTrue(engine.monitor.events().containsAll(List.of("STOP", "RESUME")));
    }

    @Test
    void failingDevice_leavesNoFile() throws Exception {
        engine.vm.device().failSaving();
        engine.migrate("file:" + file);
        engine.runUntil("failed");
        assertEquals("device cannot be read", engine.queried("error-desc"));
        assertFalse(Files.exists(file));
        assertEquals("running", engine.vm.runState());
    }

    @Test
    void bugInADevice_failsTheMigrationOnly() throws Exception {
        engine.vm.device().beBuggy();
        engine.migrate("file:" + file);
        engine.runUntil("failed");
        assertEquals("internal error: the migration thread ended early", engine.queried("error-desc"));
        assertEquals("running", engine.vm.runState());
        assertFalse(Files.exists(file));
    }

    @Test
    void failure_cutsAFileThatWasThere() throws Exception {
        Files.write(file, new byte[10]);
        engine.vm.device().failSaving();
        engine.migrate("file:" + file + ",offset=4");
        engine.runUntil("failed");
        assertEquals(4, Files.size(file));
    }

    @Test
    void bugInADevicesDescription_isAFaultOfTheCommandAndNothingHasHappened() throws Exception {
        engine.vm.device().describeBadly(true);
        assertEquals(
                "a bug in state",
                assertThrows(IllegalStateException.class, () -> engine.migrate("file:" + file))
                        .getMessage());
        assertEquals("{}", engine.service.query().toString());
        assertEquals("running", engine.vm.runState());
        assertFalse(Files.exists(file));
        engine.vm.device().describeBadly(false);
        engine.migrate("file:" + file);
        engine.runUntil("completed");
    }

    @Test
    void memoryThatSomebodyCuts_isAFailedMigration() throws Exception {
        engine.vm.cutMemory();

        engine.migrate("file:" + file);
        engine.runUntil("failed");

        assertEquals(RamBlock.UNREADABLE, engine.queried("error-desc"));
        assertEquals("running", engine.vm.runState());
        assertFalse(Files.exists(file));
    }

    @Test
    void guestThatSwitchesItselfOffAsItIsStopped_goesNowhere() throws Exception {
        engine.vm.switchOff();

        engine.migrate("file:" + file);
        engine.runUntil("cancelled");

        assertEquals(0, engine.vm.timesHandedOver());
        assertFalse(Files.exists(file));
    }

    @Test
    void cancelWhileActive_resumesAndLeavesNoFile() throws Exception {
        engine.service.setParameters(Map.of("max-bandwidth", 1000L));
        engine.migrate("file:" + file);
        engine.monitor.await("MIGRATION active");
        assertEquals("There's a migration process in progress", refused("file:x"));
        assertEquals("300", engine.queried("expected-downtime"));
        engine.service.cancel();
        assertEquals("cancelling", engine.queried("status"));
        engine.runUntil("cancelled");
        List<String> events = engine.monitor.events();
        assertEquals(
                List.of("MIGRATION cancelling", "RESUME", "MIGRATION cancelled"),
                events.subList(events.size() - 3, events.size()));
        assertEquals("{status=cancelled}", engine.service.query().toString());
        assertFalse(Files.exists(file));
        assertEquals(1, engine.mode.undone);
    }

    @Test
    void cancelOfAStuckPeer_works() throws Exception {
        Fd[] pair = Sockets.pair();
        engine.fds.add("mig", pair[0]);
        engine.migrate("fd:mig");
        engine.monitor.await("MIGRATION active");
        engine.service.cancel();
        engine.runUntil("cancelled");
        assertEquals("running", engine.vm.runState());
        pair[1].close();
    }

    @Test
    void cancelWhenIdle_doesNothing() throws Exception {
        engine.service.cancel();
        assertEquals("{}", engine.service.query().toString());
        engine.migrate("file:" + file);
        engine.runUntil("completed");
        engine.service.cancel();
        assertEquals("completed", engine.queried("status"));
    }

    @Test
    void cancelAfterTheLastByte_isStillACancel() throws Exception {
        engine.migrate("file:" + file);
        engine.monitor.await("MIGRATION_PASS 3");
        engine.service.cancel();
        engine.runUntil("cancelled");
        assertFalse(Files.exists(file));
        assertEquals("running", engine.vm.runState());
    }

    @Test
    void preSwitchover_waitsForContinue() throws Exception {
        engine.service.setCapabilities(Map.of("pause-before-switchover", true));
        engine.migrate("file:" + file);
        engine.monitor.await("MIGRATION pre-switchover");
        assertEquals(
                "Migration not in expected state: pre-switchover",
                assertThrows(MigrationRefused.class, () -> engine.service.proceed(MigrationStatus.ACTIVE))
                        .getMessage());
        assertFalse(engine.monitor.events().contains("MIGRATION device"));
        engine.service.proceed(MigrationStatus.PRE_SWITCHOVER);
        engine.runUntil("completed");
    }

    @Test
    void preSwitchover_canBeCancelled() throws Exception {
        engine.service.setCapabilities(Map.of("pause-before-switchover", true));
        engine.migrate("file:" + file);
        engine.monitor.await("MIGRATION pre-switchover");
        engine.service.cancel();
        engine.runUntil("cancelled");
        assertEquals("running", engine.vm.runState());
    }

    @Test
    void newBandwidth_countsAtOnce() throws Exception {
        engine.service.setParameters(Map.of("max-bandwidth", 1L));
        engine.migrate("file:" + file);
        engine.monitor.await("MIGRATION active");
        engine.service.setParameters(Map.of("max-bandwidth", 0L));
        engine.runUntil("completed");
    }

    @Test
    void failureOfTheLastStep_bringsTheGuestBack() throws Exception {
        engine.mode.failsAtEnd = true;
        engine.migrate("file:" + file);
        engine.runUntil("failed");
        List<String> events = engine.monitor.events();
        assertEquals(
                List.of("MIGRATION completed", "MIGRATION failed", "RESUME"),
                events.subList(events.size() - 3, events.size()));
        assertEquals("execvp x failed: No such file or directory", engine.queried("error-desc"));
        assertFalse(Files.exists(file));
        assertEquals("running", engine.vm.runState());
    }

    @Test
    void failureWhileAnotherStillHasTheDisks_guestWaitsForThem() throws Exception {
        engine.mode.failsAtEnd = true;
        engine.vm.disks().elsewhere(3);
        engine.migrate("file:" + file);
        engine.runUntil("failed");
        assertTrue(engine.vm.disks().locked());
        assertEquals("running", engine.vm.runState());
        assertEquals(1, engine.mode.undone);
    }

    @Test
    void preparation_keepsTheGuestRunningUntilReady() throws Exception {
        engine.mode.waits = true;
        engine.migrate("file:" + file);
        assertEquals("{status=setup}", engine.service.query().toString());
        assertEquals("running", engine.vm.runState());
        engine.mode.waiting.ready();
        engine.runUntil("completed");
    }

    @Test
    void preparation_canBeCancelledOrFail() throws Exception {
        engine.mode.waits = true;
        engine.migrate("file:" + file);
        engine.service.cancel();
        assertEquals("cancelled", engine.queried("status"));
        engine.migrate("file:" + file);
        engine.mode.waiting.failed("peer gone");
        assertEquals("peer gone", engine.queried("error-desc"));
        assertFalse(engine.monitor.events().contains("STOP"));
    }

    @Test
    void refusedConnection_failsAfterTheReply() throws Exception {
        Path path = dir.resolve("nope.sock");
        engine.migrate("unix:" + path);
        engine.runUntil("failed");
        String text = "Failed to connect to '" + path + "': No such file or directory";
        assertEquals(text, engine.queried("error-desc"));
        assertEquals(List.of("error: " + text), engine.monitor.reports());
        assertEquals(List.of("MIGRATION setup", "MIGRATION failed"), engine.monitor.events());
    }

    @Test
    void cancelWhileConnecting_neverStopsTheGuest() throws Exception {
        Path path = dir.resolve("s");
        Fd listener = Sockets.unixListen(path.toString(), 1);
        engine.migrate("unix:" + path);
        engine.service.cancel();
        engine.runUntil("cancelled");
        assertFalse(engine.monitor.events().contains("STOP"));
        listener.close();
    }

    @Test
    void namedDescriptor_isUsedUp() throws Exception {
        assertEquals("File descriptor named 'foo' has not been found", refused("fd:foo"));
        Fd fd = baton.nat.libc.Files.open(
                file.toString(), baton.nat.libc.Sys.O_CREAT | baton.nat.libc.Sys.O_WRONLY, 0600);
        engine.fds.add("foo", fd);
        engine.migrate("fd:foo");
        engine.runUntil("completed");
        assertNull(engine.fds.take("foo"));
        assertEquals(
                List.of("warning: fd: migration to a file is deprecated. Use file: instead."),
                engine.monitor.reports());
        assertTrue(Files.size(file) > FakeVm.RAM_BYTES);
    }

    @Test
    void fullDisk_failsAndGuestResumes() throws Exception {
        engine.fds.add("full", baton.nat.libc.Files.open("/dev/full", baton.nat.libc.Sys.O_WRONLY, 0));
        engine.migrate("fd:full");
        engine.runUntil("failed");
        assertEquals("Unable to write to file: No space left on device", engine.queried("error-desc"));
        assertEquals("running", engine.vm.runState());
    }

    @Test
    void ignoreShared_keepsRamInPlace() throws Exception {
        engine.service.setCapabilities(Map.of("x-ignore-shared", true));
        engine.migrate("file:" + file);
        engine.runUntil("completed");
        assertTrue(Files.size(file) < 10_000);
        assertEquals(0L, ((Map<?, ?>) engine.service.query().get("ram")).get("total"));
        assertFalse(engine.monitor.events().contains("MIGRATION_PASS 3"));
    }

    @Test
    void preconditions_areRefusedWithQemusTexts() throws Exception {
        String either = "need either 'uri' or 'channels' argument";
        assertEquals(either, refused(null));
        Map<String, Object> addr = Map.of("transport", "file", "filename", "x", "offset", 0L);
        Map<String, Object> main = Map.of("channel-type", "main", "addr", addr);
        Map<String, Object> cpr = Map.of("channel-type", "cpr", "addr", addr);
        assertEquals(either, listed("file:x", List.of(main)));
        assertEquals(either, listed(null, List.of()));
        assertEquals("Channel list has more than one main entry", listed(null, List.of(main, main)));
        assertEquals("Channel list has more than one cpr entry", listed(null, List.of(cpr, cpr)));
        assertEquals("Channel list has no main entry", listed(null, List.of(cpr)));
        assertEquals("unknown migration protocol: foo:bar", refused("foo:bar"));
        assertEquals("file URI has bad offset xyz: Invalid argument", refused("file:vm.state,offset=xyz"));
        assertEquals("file URI has bad offset 0x20M: Invalid argument", refused("file:vm.state,offset=0x20M"));
        assertEquals(
                "Cannot resume if there is no paused migration",
                assertThrows(MigrationRefused.class, () -> engine.service.start("file:x", null, true))
                        .getMessage());
        engine.vm.block("0000:00:02.0/nvme");
        assertEquals("State blocked by non-migratable device '0000:00:02.0/nvme'", refused("file:x"));
        assertEquals("[non-migratable device: 0000:00:02.0/nvme]", engine.queried("blocked-reasons"));
        assertEquals(List.of(), engine.monitor.events());
    }

    private String listed(String uri, List<?> channels) {
        return assertThrows(MigrationRefused.class, () -> engine.service.start(uri, channels, false))
                .getMessage();
    }

    @Test
    void waitingGuest_isRefused() throws Exception {
        try (Engine waiting = Engine.incoming()) {
            assertEquals(
                    "Guest is waiting for an incoming migration",
                    assertThrows(MigrationRefused.class, () -> waiting.migrate("file:x"))
                            .getMessage());
        }
    }

    @Test
    void quitWhileActive_leavesNoFile() throws Exception {
        engine.service.setParameters(Map.of("max-bandwidth", 1L));
        engine.migrate("file:" + file);
        engine.monitor.await("MIGRATION active");
        assertNotNull(engine.service.threads().get(0).get("thread-id"));
        engine.service.close();
        assertEquals("cancelling", engine.queried("status"));
        assertFalse(Files.exists(file));
    }
}
