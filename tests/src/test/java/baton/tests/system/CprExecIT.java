package baton.tests.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import baton.tests.harness.Await;
import baton.tests.harness.GuestCounters;
import baton.tests.harness.GuestView;
import baton.tests.harness.HmpPipe;
import baton.tests.harness.KvmRequired;
import baton.tests.harness.Program;
import baton.tests.harness.QmpClient;
import baton.tests.harness.QmpError;
import baton.tests.harness.SerialLog;
import baton.tests.harness.TestVm;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The process becomes the new one in place, and the guest goes on in it; what fails before costs nothing. */
@KvmRequired
class CprExecIT {
    @TempDir
    private Path directory;

    private static List<String> vm(String backend, int cpus, String... more) {
        List<String> all = new ArrayList<>(List.of(
                "-object",
                backend,
                "-machine",
                "memory-backend=ram0",
                "-machine",
                "aux-ram-share=on",
                "-m",
                "64M",
                "-smp",
                Integer.toString(cpus)));
        Collections.addAll(all, more);
        return all;
    }

    private Path secondSerial() {
        return directory.resolve("second.serial");
    }

    private Path secondSocket() {
        return directory.resolve("second.qmp");
    }

    /** The whole new command: the same machine, its serial line and monitor with other names. */
    private List<String> command(List<String> vm, String... incoming) throws IOException {
        List<String> all = new ArrayList<>(List.of(Program.underTest().path().toString()));
        all.addAll(TestVm.MACHINE);
        all.addAll(List.of("-kernel", TestVm.guest(directory).toString()));
        all.addAll(List.of("-serial", "file:" + secondSerial()));
        all.addAll(List.of("-qmp", "unix:" + secondSocket() + ",server=on,wait=off"));
        all.addAll(vm);
        Collections.addAll(all, incoming);
        return all;
    }

    private static Map<?, ?> query(QmpClient qmp, String command) throws IOException {
        try {
            return (Map<?, ?>) qmp.execute(command);
        } catch (QmpError e) {
            throw new IOException(e);
        }
    }

    private void assertWentOn(GuestCounters saved, QmpClient qmp, Path first) throws IOException {
        GuestView guest = GuestView.over(qmp, directory);
        GuestCounters now = guest.awaitTicks(saved, 20);
        guest.assertRates(now);
        SerialLog serial = new SerialLog(first, secondSerial());
        serial.await(String.format("tick %08d", saved.lines() + 5));
        assertTrue(serial.assertGapless() > saved.lines(), "lines came in the new process");
    }

    /** Both examples of QEMU's CPR guide, typed. */
    @ParameterizedTest
    @CsvSource({"file:vm.state, 1", "file:vm.state, 2", "defer, 1"})
    void guide_guestGoesOnInTheSameProcess(String incoming, int cpus) throws IOException, QmpError {
        List<String> vm = vm("memory-backend-memfd,id=ram0,size=64M", cpus, "-monitor", "stdio");
        try (TestVm old = TestVm.start(directory, vm.toArray(new String[0]))) {
            HmpPipe hmp = old.hmp();
            GuestCounters before = old.guest().awaitUp(cpus);
            assertEquals("VM status: running\n", hmp.type("info status"));
            assertEquals("", hmp.type("migrate_set_parameter mode cpr-exec"));
            String command = String.join(" ", command(vm, "-incoming", incoming));
            assertEquals("", hmp.type("migrate_set_parameter cpr-exec-command " + command));
            hmp.type("migrate -d file:vm.state");
            HmpPipe again = hmp.next();
            if (incoming.equals("defer")) {
                again.typeUntil("info status", "VM status: paused (inmigrate)");
                again.type("migrate_incoming file:vm.state");
            }
            again.typeUntil("info status", "VM status: running");
            try (QmpClient qmp = QmpClient.connect(secondSocket())) {
                assertWentOn(before, qmp, old.serial());
                assertTrue(query(qmp, "query-migrate").get("x-pause") instanceof Map<?, ?>);
            }
            assertTrue(old.process().isAlive(), "one process all along");
            assertNothingLeaked(old.process().pid());
        }
    }

    /** Open are files of the new process alone, and each once, when the old machine has been let go of behind the guest. */
    private static void assertNothingLeaked(long pid) throws IOException {
        List<String> open = new ArrayList<>();
        Await.until("the old machine to go", open::toString, () -> {
            open.clear();
            open.addAll(open(pid));
            return Collections.frequency(open, "anon_inode:kvm-vm") == 1;
        });
        assertEquals(1, Collections.frequency(open, "/dev/kvm"), "" + open);
        assertFalse(open.toString().contains("QEMU_CPR_EXEC_STATE"), "" + open);
        assertFalse(open.toString().contains("baton1.serial"), "" + open);
        long jars = open.stream().filter(name -> name.endsWith("baton.jar")).count();
        assertTrue(jars <= 1, "" + open);
    }

    private static List<String> open(long pid) throws IOException {
        List<String> open = new ArrayList<>();
        try (DirectoryStream<Path> fds = Files.newDirectoryStream(Path.of("/proc/" + pid + "/fd"))) {
            for (Path fd : fds) {
                open.add(target(fd));
            }
        }
        return open;
    }

    private static String target(Path fd) throws IOException {
        try {
            return Files.readSymbolicLink(fd).toString();
        } catch (NoSuchFileException e) {
            return "closed";
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "memory-backend-shm,id=ram0,size=64M",
                "memory-backend-ram,id=ram0,size=64M,share=on",
                "memory-backend-file,id=ram0,size=64M,mem-path=ram0,share=on"
            })
    void everyBackend_behindAPrefix_guestGoesOn(String backend) throws IOException, QmpError {
        List<String> vm = vm(backend, 2);
        try (TestVm old = TestVm.start(directory, vm.toArray(new String[0]))) {
            GuestCounters before = old.guest().awaitUp(2);
            List<String> command = new ArrayList<>(List.of("env", "A=1", "nice", "-n", "1"));
            command.addAll(command(vm, "-incoming", "file:vm.state"));
            set(old, command);
            old.qmp().execute("migrate", "uri", "file:vm.state");
            try (QmpClient qmp = QmpClient.connect(secondSocket())) {
                assertWentOn(before, qmp, old.serial());
            }
        }
    }

    /** What goes along has other numbers than those a shell can name. */
    @Test
    void shellThatOpensFilesForTheNewProcess_guestGoesOn() throws IOException, QmpError {
        List<String> vm = vm("memory-backend-memfd,id=ram0,size=64M", 1);
        try (TestVm old = TestVm.start(directory, vm.toArray(new String[0]))) {
            GuestCounters before = old.guest().awaitUp(1);
            String all =
                    "exec 3<vm.state 4<vm.state 5<vm.state 6<vm.state 7<vm.state 8<vm.state 9<vm.state; exec \"$@\"";
            List<String> command = new ArrayList<>(List.of("sh", "-c", all, "sh"));
            command.addAll(command(vm, "-incoming", "fd:9"));
            set(old, command);
            old.qmp().execute("migrate", "uri", "file:vm.state");
            try (QmpClient qmp = QmpClient.connect(secondSocket())) {
                assertWentOn(before, qmp, old.serial());
            }
        }
    }

    private static void set(TestVm old, List<String> command) throws IOException, QmpError {
        old.qmp().execute("migrate-set-parameters", "mode", "cpr-exec", "cpr-exec-command", command);
    }

    private void assertRefused(TestVm old, List<String> command, String error) throws IOException, QmpError {
        set(old, command);
        GuestCounters before = old.guest().read();
        String why = assertThrows(QmpError.class, () -> old.qmp().execute("migrate", "uri", "file:vm.state"))
                .getMessage();
        assertTrue(why.contains(error), why);
        assertEquals("running", query(old.qmp(), "query-status").get("status"));
        old.guest().awaitTicks(before, 25).assertWentOnFrom(before);
    }

    @Test
    void commandThatWouldFail_isRefusedWhileTheGuestRuns() throws IOException, QmpError {
        List<String> vm = vm("memory-backend-memfd,id=ram0,size=64M", 1);
        try (TestVm old = TestVm.start(directory, vm.toArray(new String[0]))) {
            old.guest().awaitUp(1);
            assertRefused(old, List.of(), "Parameter 'cpr-exec-command' required for cpr-exec");
            assertRefused(
                    old, List.of("/nonexistent/qemu"), "execvp /nonexistent/qemu failed: No such file or directory");
            assertRefused(old, command(vm), "no -incoming");
            assertRefused(old, command(vm, "-incoming", "defer", "-foo"), "-foo: invalid option");
            assertRefused(old, command(vm, "-incoming", "defer", "-smp", "2"), "-smp cpus is 1 here and 2 there");
            assertRefused(old, command(vm, "-incoming", "defer", "-kernel", "/nonexistent"), "/nonexistent");
        }
    }

    @Test
    void execThatFails_guestGoesOnHere() throws IOException, QmpError {
        List<String> vm = vm("memory-backend-memfd,id=ram0,size=64M", 1);
        Path script = Files.writeString(directory.resolve("broken"), "#!/nonexistent/interpreter\n");
        assertTrue(script.toFile().setExecutable(true));
        try (TestVm old = TestVm.start(directory, vm.toArray(new String[0]))) {
            old.guest().awaitUp(1);
            set(old, List.of(script.toString()));
            QmpClient qmp = old.qmp();
            qmp.execute("migrate", "uri", "file:vm.state");
            Await.until("failed", old.process()::toString, () -> "failed"
                    .equals(query(qmp, "query-migrate").get("status")));
            assertEquals(
                    "execvp " + script + " failed: No such file or directory",
                    query(old.qmp(), "query-migrate").get("error-desc"));
            GuestCounters now = old.guest().read();
            old.guest().awaitTicks(now, 20).assertWentOnFrom(now);
            assertFalse(Files.exists(directory.resolve("vm.state")), "no state that could be taken for the guest's");
        }
    }
}
