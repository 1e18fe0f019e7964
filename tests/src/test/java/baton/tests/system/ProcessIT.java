package baton.tests.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import baton.tests.harness.Await;
import baton.tests.harness.GuestCounters;
import baton.tests.harness.KvmRequired;
import baton.tests.harness.MonitorProcess;
import baton.tests.harness.Program;
import baton.tests.harness.QmpClient;
import baton.tests.harness.QmpError;
import baton.tests.harness.TestVm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the process begins and ends, as those see it who start and watch it. */
class ProcessIT {
    @TempDir
    private Path directory;

    @Test
    void daemonize_returnsWhenTheSocketListensAndThePidIsWritten() throws IOException, QmpError {
        Path socket = directory.resolve("qmp");
        Path pidFile = directory.resolve("pid");
        List<String> arguments = List.of(
                "-machine",
                "none",
                "-nodefaults",
                "-display",
                "none",
                "-qmp",
                "unix:" + socket + ",server=on,wait=off",
                "-pidfile",
                pidFile.toString(),
                "-daemonize");
        try (MonitorProcess parent = MonitorProcess.start(Program.underTest(), directory, arguments)) {
            // awaitExit waits for the end of stderr too: the daemon must have let go of it.
            assertEquals(0, parent.awaitExit(), parent::toString);
            parent.out().awaitEnd();

            long pid = Long.parseLong(Files.readString(pidFile).strip());
            ProcessHandle daemon = ProcessHandle.of(pid).orElseThrow();
            try (QmpClient client = QmpClient.connect(socket)) {
                client.execute("quit");
            }
            Await.until("the daemon's end", () -> "pid " + pid, () -> !daemon.isAlive());
            assertFalse(Files.exists(pidFile), "pid file is removed");
        }
    }

    @Test
    void daemonizeThatCannotStart_fails() throws IOException {
        List<String> arguments = List.of(
                "-machine",
                "none",
                "-nodefaults",
                "-display",
                "none",
                "-qmp",
                "unix:/nonexistent/dir/qmp,server=on,wait=off",
                "-daemonize");
        try (MonitorProcess parent = MonitorProcess.start(Program.underTest(), directory, arguments)) {
            assertEquals(1, parent.awaitExit(), parent::toString);
            assertTrue(parent.err().text().contains("No such file or directory"), parent::toString);
        }
    }

    @Test
    void terminated_saysSoAndEndsWithZero() throws IOException, QmpError {
        try (TestVm vm = plain("-machine", "none")) {
            vm.qmp().query("query-status");
            vm.process().terminate();

            assertEquals(
                    Map.of("guest", false, "reason", "host-signal"),
                    vm.qmp().awaitEvent("SHUTDOWN").get("data"));
            assertEquals(0, vm.process().awaitExit(), vm.process()::toString);
        }
    }

    @Test
    void quit_isAnsweredAndEndsWithZero() throws IOException, QmpError {
        try (TestVm vm = plain("-machine", "none")) {
            assertEquals(0, vm.quit());
            assertEquals(List.of("SHUTDOWN"), vm.qmp().eventNames());
            assertFalse(Files.exists(vm.socket()), "socket is removed");
        }
    }

    @Test
    void unknownOption_isRefusedByName() throws IOException {
        try (MonitorProcess process =
                MonitorProcess.start(Program.underTest(), directory, List.of("-flux-capacitor"))) {
            assertEquals(1, process.awaitExit());
            assertTrue(process.err().text().endsWith(": -flux-capacitor: invalid option\n"), process::toString);
        }
    }

    @Test
    void monitorOnStandardStreams_speaksQmp() throws IOException, QmpError {
        List<String> arguments = List.of("-machine", "none", "-nodefaults", "-display", "none", "-qmp", "stdio");
        try (MonitorProcess process = MonitorProcess.start(Program.underTest(), directory, arguments)) {
            process.type(
                    "{\"execute\":\"qmp_capabilities\"}{\"execute\":\"query-status\",\"id\":7}{\"execute\":\"quit\"}");

            assertEquals(0, process.awaitExit(), process::toString);
            String out = process.out().awaitEnd();
            assertTrue(out.startsWith("{\"QMP\": {\"version\": "), out);
            assertTrue(out.contains("\"id\": 7}\r\n"), out);
        }
    }

    @Test
    @KvmRequired
    void tripleFault_withoutRebootEndsTheProcess() throws IOException, QmpError {
        try (TestVm vm = withSerialOnStdio("-no-reboot")) {
            vm.process().out().await("tick 00000003", 0);
            vm.qmp();
            vm.process().type("q");

            assertEquals(
                    Map.of("guest", true, "reason", "guest-reset"),
                    vm.qmp().awaitEvent("SHUTDOWN").get("data"));
            assertEquals(0, vm.process().awaitExit(), vm.process()::toString);
        }
    }

    @Test
    @KvmRequired
    void tripleFault_withoutShutdownStaysToBeLookedAt() throws IOException, QmpError {
        try (TestVm vm = withSerialOnStdio("-no-reboot", "-no-shutdown")) {
            vm.guest().awaitUp(1);
            vm.process().type("q");

            vm.qmp().awaitStatus("shutdown");
            assertTrue(vm.guest().read().pit() >= 10, "memory is still there");
            assertEquals(0, vm.quit());
        }
    }

    @Test
    @KvmRequired
    void reset_beginsAnewAndSaysWho() throws IOException, QmpError {
        try (TestVm vm = TestVm.start(directory, "-m", "64M", "-smp", "2")) {
            GuestCounters before = vm.guest().await("30 lines", now -> now.lines() >= 30 && now.cpus() == 2);
            vm.qmp().execute("system_reset");

            assertEquals(
                    Map.of("guest", false, "reason", "host-qmp-system-reset"),
                    vm.qmp().awaitEvent("RESET").get("data"));
            vm.guest().await("fewer lines", now -> now.lines() < before.lines());
            vm.guest().awaitUp(2).assertNoFailures();
        }
    }

    @Test
    @KvmRequired
    void frozenAtStart_runsWhenContinued() throws IOException, QmpError {
        try (TestVm vm = TestVm.start(directory, "-m", "64M", "-S")) {
            vm.qmp().awaitStatus("prelaunch");
            assertFalse(vm.guest().read().valid(), "the guest has not run");
            vm.qmp().execute("cont");
            vm.guest().awaitUp(1);
            vm.qmp().execute("stop");
            GuestCounters stopped = vm.guest().read();
            assertEquals(stopped.page(), vm.guest().read().page(), "nothing moves");
            vm.qmp().execute("cont");
            vm.guest().awaitTicks(stopped, 20).assertWentOnFrom(stopped);
            assertEquals(List.of("RESUME", "STOP", "RESUME"), vm.qmp().eventNames());
        }
    }

    private TestVm withSerialOnStdio(String... more) throws IOException {
        List<String> all = new ArrayList<>(TestVm.MACHINE);
        all.addAll(List.of("-kernel", TestVm.guest(directory).toString(), "-m", "64M", "-serial", "stdio"));
        return TestVm.startPlain(Program.underTest(), directory, all, more);
    }

    private TestVm plain(String... machine) throws IOException {
        List<String> all = new ArrayList<>(List.of(machine));
        all.addAll(List.of("-nodefaults", "-display", "none"));
        return TestVm.startPlain(Program.underTest(), directory, all);
    }
}
