package baton.migration.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import baton.migration.spi.MigrationRefused;
import baton.migration.spi.RamBlock;
import baton.nat.libc.Fd;
import baton.nat.libc.Sockets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Outgoing migrations that fail or are cancelled, wherever they are: the guest goes on and nothing is left behind. */
class OutgoingFailureTest {
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
    void commandThatFailsAtItsEnd_failsTheMigration() throws Exception {
        engine.migrate("exec:cat > /dev/null; exit 3");
        engine.runUntil("failed");
        assertEquals("Unable to write to command: the command ended with exit status 3", engine.queried("error-desc"));
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
    void memoryThatSomebodyCuts_isAFailedMigration() throws Exception {
        engine.vm.cutMemory();

        engine.migrate("file:" + file);
        engine.runUntil("failed");

        assertEquals(RamBlock.UNREADABLE, engine.queried("error-desc"));
        assertEquals("running", engine.vm.runState());
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
    void fullDisk_failsAndGuestResumes() throws Exception {
        engine.fds.add("full", baton.nat.libc.Files.open("/dev/full", baton.nat.libc.Sys.O_WRONLY, 0));
        engine.migrate("fd:full");
        engine.runUntil("failed");
        assertEquals("Unable to write to file: No space left on device", engine.queried("error-desc"));
        assertEquals("running", engine.vm.runState());
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
