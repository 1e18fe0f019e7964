package baton.migration.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import baton.migration.spi.MigrationRefused;
import baton.migration.testing.FakeVm;
import baton.nat.libc.Fd;
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
    void command_getsTheWholeStream() throws Exception {
        engine.migrate("exec:cat > " + file);
        engine.runUntil("completed");
        assertTrue(Files.size(file) > FakeVm.RAM_BYTES);
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
    void guestThatSwitchesItselfOffAsItIsStopped_goesNowhere() throws Exception {
        engine.vm.switchOff();

        engine.migrate("file:" + file);
        engine.runUntil("cancelled");

        assertEquals(0, engine.vm.timesHandedOver());
        assertFalse(Files.exists(file));
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
}
