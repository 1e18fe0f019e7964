package baton.tests.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import baton.tests.harness.Await;
import baton.tests.harness.GuestCounters;
import baton.tests.harness.KvmRequired;
import baton.tests.harness.MonitorProcess;
import baton.tests.harness.Program;
import baton.tests.harness.QmpClient;
import baton.tests.harness.QmpError;
import baton.tests.harness.SerialLog;
import baton.tests.harness.TestVm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Saving fails in every way a target can fail: a clear error, the events of QEMU, and a guest that runs on. */
@KvmRequired
class OutgoingFailureIT {
    @TempDir
    private Path directory;

    private TestVm vm;
    private GuestCounters before;

    @BeforeEach
    void startGuest() throws IOException, QmpError {
        vm = TestVm.start(directory, "-m", "64M");
        before = vm.guest().awaitUp(1);
        QmpClient qmp = vm.qmp();
        qmp.execute("migrate-set-capabilities", "capabilities", List.of(Map.of("capability", "events", "state", true)));
        qmp.execute("migrate-set-parameters", "mode", "cpr-reboot");
    }

    @AfterEach
    void endGuest() throws IOException {
        vm.close();
    }

    @Test
    void directoryThatIsNotThere_isRefusedBeforeTheGuestStops() throws IOException, QmpError {
        QmpError error = vm.qmp().refused("migrate", "uri", "file:/nonexistent/dir/x");

        assertEquals("Could not create '/nonexistent/dir/x': No such file or directory", error.getMessage());
        assertFailed(error.getMessage(), List.of("MIGRATION:setup", "MIGRATION:failed"));
    }

    @Test
    void directoryThatCannotBeWritten_isRefusedBeforeTheGuestStops() throws IOException, QmpError {
        QmpError error = vm.qmp().refused("migrate", "uri", "file:/proc/sys/vm.state");

        assertTrue(error.getMessage().startsWith("Could not create '/proc/sys/vm.state': "), error.getMessage());
        assertFailed(error.getMessage(), List.of("MIGRATION:setup", "MIGRATION:failed"));
    }

    @Test
    void fileSystemThatIsReadOnly_isRefusedBeforeTheGuestStops() throws IOException, QmpError, InterruptedException {
        try (SmallDisk disk = SmallDisk.mount(directory, "ro,size=64k")) {
            QmpError error =
                    vm.qmp().refused("migrate", "uri", "file:" + disk.path().resolve("vm.state"));

            assertTrue(error.getMessage().endsWith(": Read-only file system"), error.getMessage());
            assertFailed(error.getMessage(), List.of("MIGRATION:setup", "MIGRATION:failed"));
        }
    }

    @Test
    void deviceThatCannotBeTruncated_isRefusedBeforeTheGuestStops() throws IOException, QmpError {
        QmpError error = vm.qmp().refused("migrate", "uri", "file:/dev/full");

        assertEquals("failed to truncate migration file to offset 0: Invalid argument", error.getMessage());
        assertFailed(error.getMessage(), List.of("MIGRATION:setup", "MIGRATION:failed"));
    }

    @Test
    void descriptorNobodyGave_isRefusedBeforeTheGuestStops() throws IOException, QmpError {
        QmpError error = vm.qmp().refused("migrate", "uri", "fd:nobody");

        assertEquals("File descriptor named 'nobody' has not been found", error.getMessage());
        assertFailed(error.getMessage(), List.of("MIGRATION:setup", "MIGRATION:failed"));
    }

    @Test
    void commandThatFails_guestRunsOn() throws IOException, QmpError {
        vm.qmp().execute("migrate", "uri", "exec:cat > /dev/full");

        vm.qmp().awaitEvent("RESUME");
        String error = awaitFailed();
        assertTrue(
                List.of("Unable to write to command: Broken pipe", "ram_save_setup failed: Input/output error")
                        .contains(error),
                error);
        assertTrue(vm.qmp().eventNames().containsAll(List.of("MIGRATION:setup", "STOP", "MIGRATION:failed")));
        assertRunsOn();
    }

    @Test
    void diskThatFillsUp_guestRunsOnAndNothingIsLeftToBeTakenForGood()
            throws IOException, QmpError, InterruptedException {
        try (SmallDisk disk = SmallDisk.mount(directory, "size=64k")) {
            Path state = disk.path().resolve("vm.state");
            vm.qmp().execute("migrate", "uri", "file:" + state);

            vm.qmp().awaitEvent("RESUME");
            String error = awaitFailed();
            assertTrue(error.endsWith("No space left on device"), error);
            assertTrue(vm.qmp().eventNames().containsAll(List.of("MIGRATION:setup", "STOP", "MIGRATION:failed")));
            assertRunsOn();
            assertNotTakenForGood(state);
        }
    }

    private void assertNotTakenForGood(Path state) throws IOException {
        if (Files.exists(state)) {
            List<String> arguments = List.of(
                    "-M",
                    "microvm",
                    "-accel",
                    "kvm",
                    "-m",
                    "64M",
                    "-nodefaults",
                    "-display",
                    "none",
                    "-kernel",
                    TestVm.guest(directory).toString(),
                    "-incoming",
                    "file:" + state);
            try (MonitorProcess heir = MonitorProcess.start(Program.underTest(), directory, arguments)) {
                assertEquals(1, heir.awaitExit(), heir::toString);
                assertTrue(heir.err().text().contains("load of migration failed: "), heir::toString);
            }
        }
    }

    @Test
    void afterAFailure_savingElsewhereWorks() throws IOException, QmpError {
        vm.qmp().refused("migrate", "uri", "file:/nonexistent/dir/x");
        vm.qmp().execute("migrate", "uri", "file:" + directory.resolve("vm.state"));

        vm.qmp().awaitStatus("postmigrate");
        assertTrue(Files.size(directory.resolve("vm.state")) > 8192);
    }

    @Test
    void capabilitiesThatDoNotGoTogether_areRefusedWithQemusWords() throws IOException, QmpError {
        vm.qmp()
                .execute(
                        "migrate-set-capabilities",
                        "capabilities",
                        List.of(Map.of("capability", "postcopy-ram", "state", true)));

        QmpError error = vm.qmp().refused("migrate", "uri", "exec:cat >/dev/null");

        assertEquals("Cannot use postcopy with CPR", error.getMessage());
        assertEquals(List.of(), vm.qmp().eventNames());
        assertRunsOn();
    }

    private void assertFailed(String error, List<String> events) throws IOException, QmpError {
        assertEquals(error, awaitFailed());
        assertEquals(events, vm.qmp().eventNames());
        assertRunsOn();
    }

    private String awaitFailed() throws IOException, QmpError {
        vm.qmp().awaitMigration("failed");
        return (String) vm.qmp().query("query-migrate").get("error-desc");
    }

    private void assertRunsOn() throws IOException, QmpError {
        vm.qmp().awaitStatus("running");
        vm.guest().awaitTicks(vm.guest().read(), 20).assertWentOnFrom(before);
        new SerialLog(vm.serial()).assertGapless();
    }

    /** A file system of a few pages. */
    private record SmallDisk(Path path) implements AutoCloseable {
        static SmallDisk mount(Path directory, String options) throws IOException, InterruptedException {
            Path path = Files.createDirectory(directory.resolve("disk"));
            Process mount = new ProcessBuilder("mount", "-t", "tmpfs", "-o", options, "baton-test", path.toString())
                    .redirectErrorStream(true)
                    .start();
            String said = new String(mount.getInputStream().readAllBytes());
            assumeTrue(mount.waitFor() == 0, "skipped: cannot mount a tmpfs here: " + said.strip());
            return new SmallDisk(path);
        }

        @Override
        public void close() throws IOException {
            Process umount = new ProcessBuilder("umount", "-l", path.toString()).start();
            Await.until("umount " + path, () -> "", () -> !umount.isAlive());
        }
    }
}
