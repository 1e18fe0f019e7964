package baton.tests.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import baton.tests.harness.KvmRequired;
import baton.tests.harness.MonitorProcess;
import baton.tests.harness.Program;
import baton.tests.harness.QmpError;
import baton.tests.harness.TestVm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the process gives up: system calls, its user, the file system; and that the pid file is one process's. */
class ConfinementIT {
    private static final List<String> NONE = List.of("-machine", "none", "-nodefaults", "-display", "none");

    @TempDir
    private Path directory;

    @Test
    @KvmRequired
    void sandbox_holdsEveryThread_andTheGuestRuns() throws IOException, QmpError {
        try (TestVm vm = TestVm.start(
                directory,
                "-m",
                "64M",
                "-object",
                "memory-backend-memfd,id=ram0,share=on,size=64M",
                "-machine",
                "memory-backend=ram0,aux-ram-share=on",
                "-sandbox",
                "on,obsolete=deny,elevateprivileges=deny,spawn=deny,resourcecontrol=deny")) {
            vm.guest().awaitUp(1);
            assertEquals(List.of("Seccomp:\t2"), ofAllThreads(vm, "Seccomp:"));
            assertEquals(List.of("NoNewPrivs:\t1"), ofAllThreads(vm, "NoNewPrivs:"));

            assertRefused(vm, "(Operation not permitted)", "exec:cat > /dev/null");
            vm.qmp().execute("migrate-set-parameters", "mode", "cpr-exec", "cpr-exec-command", List.of("/bin/true"));
            assertRefused(
                    vm,
                    "cpr-exec mode requires permission to use the exec system call, which is denied",
                    "file:" + directory.resolve("out"));
            vm.qmp().awaitStatus("running");
            assertEquals(0, vm.quit());
        }
    }

    @Test
    void userAndRoot_areGivenUpInEveryThread() throws IOException, QmpError {
        assumeTrue("root".equals(System.getProperty("user.name")), "skipped: only root can become another user");
        try (TestVm vm = none("-run-with", "user=nobody,chroot=" + directory)) {
            vm.qmp().query("query-status");
            List<String> users = ofAllThreads(vm, "Uid:");
            assertEquals(1, users.size(), users.toString());
            assertTrue(!users.get(0).contains("\t0"), users.toString());
            Path root = Path.of("/proc/" + vm.process().pid() + "/root");
            assertEquals(directory.toRealPath(), Files.readSymbolicLink(root));
            vm.qmp().query("query-name");
            assertEquals(0, vm.quit());
        }
    }

    @Test
    void pidFile_isOneProcesss() throws IOException, QmpError {
        Path pid = directory.resolve("pid");
        try (TestVm vm = none("-pidfile", pid.toString())) {
            vm.qmp().query("query-status");
            List<String> second = new ArrayList<>(NONE);
            second.addAll(List.of("-pidfile", pid.toString()));
            try (MonitorProcess other = MonitorProcess.start(Program.underTest(), directory, second)) {
                assertEquals(1, other.awaitExit(), other::toString);
                assertTrue(
                        other.err()
                                .text()
                                .contains(
                                        "cannot create PID file: Cannot lock pid file: Resource temporarily unavailable"),
                        other::toString);
            }
            assertEquals(vm.process().pid() + "\n", Files.readString(pid));
            assertEquals(0, vm.quit());
            assertTrue(Files.notExists(pid));
        }
    }

    private static void assertRefused(TestVm vm, String text, String uri) {
        QmpError refused = assertThrows(QmpError.class, () -> vm.qmp().execute("migrate", "uri", uri));
        assertTrue(refused.getMessage().contains(text), refused.getMessage());
    }

    private TestVm none(String... more) throws IOException {
        return TestVm.startPlain(Program.underTest(), directory, NONE, more);
    }

    /** The different values of a line of /proc/PID/task/TID/status. */
    private static List<String> ofAllThreads(TestVm vm, String key) throws IOException {
        List<String> values = new ArrayList<>();
        try (Stream<Path> tasks = Files.list(Path.of("/proc/" + vm.process().pid() + "/task"))) {
            for (Path task : tasks.toList()) {
                Files.readAllLines(task.resolve("status")).stream()
                        .filter(line -> line.startsWith(key) && !values.contains(line))
                        .forEach(values::add);
            }
        }
        return values;
    }
}
