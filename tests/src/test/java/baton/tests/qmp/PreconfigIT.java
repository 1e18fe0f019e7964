package baton.tests.qmp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import baton.tests.harness.HmpPipe;
import baton.tests.harness.Program;
import baton.tests.harness.QmpClient;
import baton.tests.harness.QmpError;
import baton.tests.harness.TestVm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A machine that waits to be made, and connections that are cut: the texts are QEMU's. */
class PreconfigIT {
    private static final List<String> NONE = List.of("-nodefaults", "-machine", "none", "-display", "none");

    @TempDir
    private Path directory;

    @Test
    void machineWaits_untilItIsToldToGoOn() throws IOException, QmpError {
        try (TestVm vm = TestVm.startPlain(Program.underTest(), directory, NONE, "--preconfig", "-monitor", "stdio")) {
            QmpClient qmp = vm.qmp();
            assertEquals("prelaunch", qmp.query("query-status").get("status"));
            assertEquals(
                    "The command 'query-cpus-fast' is permitted only after machine initialization has completed",
                    qmp.refused("query-cpus-fast").getMessage());
            HmpPipe hmp = vm.hmp();
            assertEquals("Command 'c' not available until machine initialization has completed.\n", hmp.type("c"));
            assertEquals("VM status: paused (prelaunch)\n", hmp.type("info status"));
            qmp.execute("x-exit-preconfig");
            assertEquals(List.of("RESUME"), qmp.eventNames());
            assertEquals("running", qmp.query("query-status").get("status"));
            assertEquals(List.of(), qmp.execute("query-cpus-fast"));
            assertEquals(
                    "The command is permitted only before machine initialization",
                    qmp.refused("x-exit-preconfig").getMessage());
            assertEquals("VM status: running\n", hmp.type("info status"));
        }
    }

    @Test
    void yank_hangsUpOnAClientAndServesTheNext() throws IOException, QmpError {
        Path other = directory.resolve("other.qmp");
        try (TestVm vm = TestVm.startPlain(
                        Program.underTest(), directory, NONE, "-qmp", "unix:" + other + ",server=on,wait=off");
                QmpClient hanging = QmpClient.connect(other)) {
            Map<String, Object> second = Map.of("type", "chardev", "id", "compat_monitor1");
            List<?> all = (List<?>) vm.qmp().execute("query-yank");
            assertEquals(second, all.get(1));
            QmpError error = vm.qmp().refused("yank", "instances", List.of(second, Map.of("type", "migration")));
            assertEquals("DeviceNotFound Instance not found", error.errorClass() + " " + error.getMessage());
            vm.qmp().execute("yank", "instances", List.of(second));
            hanging.awaitEnd();
            try (QmpClient next = QmpClient.connect(other)) {
                assertEquals("running", next.query("query-status").get("status"));
            }
        }
    }
}
