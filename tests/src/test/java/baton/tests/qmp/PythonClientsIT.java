package baton.tests.qmp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import baton.tests.harness.KvmRequired;
import baton.tests.harness.Program;
import baton.tests.harness.TestVm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Python's {@code qemu.qmp} and its shells, unchanged. But for its version a QEMU 10.0 gives the same lines, the traceback with
 * which a shell ends that said {@code quit} among them.
 */
@KvmRequired
class PythonClientsIT {
    private static final Path SCRIPTS = Path.of("src/test/resources/clients");
    private static final String SHELL = "qemu.qmp.qmp_shell";

    @TempDir
    private Path directory;

    private Outsider outsider;

    @BeforeEach
    void library() throws IOException {
        outsider = new Outsider(directory);
        outsider.needLibrary();
    }

    @Test
    void asynchronousLibrary_executesInAndOutOfBand_andHearsEvents() throws IOException {
        assertEquals(
                List.of(
                        "greeted by 10 ['oob']",
                        "{'status': 'running', 'running': True}",
                        "STOP",
                        "['RESUME', 'STOP']",
                        "CommandNotFound: The command no-such-command has not been found",
                        "GenericError: Parameter 'id' is missing",
                        "GenericError: migrate-pause is currently only supported during postcopy-active or postcopy-recover state",
                        "GenericError: The command query-status does not support OOB",
                        "50 at once",
                        "{'return': {}}",
                        "{'return': {'status': 'paused', 'running': False}, 'id': 'mine'}",
                        "{} {}",
                        "True",
                        "{'status': 'paused', 'running': False}",
                        "host-qmp-quit"),
                script("library.py"));
    }

    @Test
    void oldInterface_asksAndWaitsForEvents() throws IOException {
        assertEquals(
                List.of(
                        "['capabilities', 'version']",
                        "{'status': 'running', 'running': True}",
                        "{'return': {'status': 'running', 'running': True}}",
                        "{'id': 'mine', 'error': {'class': 'CommandNotFound', 'desc': 'The command nothing has not been found'}}",
                        "Parameter 'property' is missing",
                        "STOP []",
                        "['RESUME']",
                        "3",
                        "VM status: running",
                        "{}"),
                script("legacy.py"));
    }

    @Test
    void qemusFunctionalTests_startAskMigrateAndEnd() throws IOException {
        String machine = SCRIPTS.resolve("machine.py").toAbsolutePath().toString();
        assertEquals(
                List.of(
                        "version True (0, '')",
                        "descriptors {} (0, 'qemu-system-x86_64: terminating on signal 15\\n')",
                        "migration completed completed running postmigrate",
                        "ends 0 0",
                        "qtest b'OK little\\n' 0",
                        "empty cpu 1 True"),
                outsider.run("", "python3", machine, Program.underTest().path().toString())
                        .lines());
    }

    @Test
    void qmpShell_takesValuesOfEveryForm() throws IOException {
        String typed =
                """
                query-status
                stop

                object-add qom-type=memory-backend-ram id=m1 size=65536
                qom-get path=/objects/m1 property=size
                object-add id="m2" qom-type=memory-backend-ram size=true
                bogus a
                migrate-set-capabilities capabilities=[{"capability":"events","state":true}]
                migrate-set-capabilities capabilities=[{'capability':'events','state':false}]
                transaction( abort )
                quit
                """;
        String said = shell(typed);

        assertTrue(said.startsWith("Welcome to the QMP low-level shell!\nConnected to QEMU 10.2.2\n"), said);
        assertTrue(
                said.contains("{\"return\": {\"status\": \"running\", \"running\": true}}\n(QEMU) {\"return\": {}}"),
                said);
        assertTrue(said.contains("'event': 'STOP'}\n"), said);
        assertTrue(
                said.contains("{\"return\": 65536}\n(QEMU) {\"error\": {\"class\": \"GenericError\", \"desc\": "
                        + "\"Parameter 'size' expects uint64\"}}\n(QEMU) Error while parsing command line: Expected"),
                said);
        assertTrue(said.contains("\"desc\": \"Transaction aborted using Abort action\""), said);
    }

    @Test
    void qmpShell_showsWhatItSends_whenVerboseAndPretty() throws IOException {
        String said = shell("qom-list path=/objects\nquit\n", "-v", "-p");

        assertTrue(said.contains("{\n    \"arguments\": {\n        \"path\": \"/objects\"\n    },\n"), said);
        assertTrue(said.contains("            \"type\": \"string\"\n"), said);
    }

    @Test
    void qmpShell_speaksTheHumanMonitor() throws IOException {
        String said = shell("info status\ncpu 0\ninfo version\nbogus\ncpu 7\nhelp info\nquit\n", "-H");

        assertTrue(
                said.contains("Connected to QEMU 10.2.2\n\n(QEMU) VM status: running\n (QEMU) (QEMU) 10.2.2\n "), said);
        assertTrue(said.contains("unknown command: 'bogus'\n (QEMU) bad CPU index\n(QEMU) info accel  -- "), said);
    }

    @Test
    void qmpShellWrap_startsTheProcessItself() throws IOException {
        String said = wrap("query-status\nquery-name\nquit\n");

        assertTrue(
                said.contains("Connected\n(QEMU) {\"return\": {\"status\": \"running\", \"running\": true}}\n"), said);
        assertTrue(wrap("info status\nquit\n", "-H").contains("(QEMU) VM status: running\n"));
    }

    private String wrap(String typed, String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of("python3", "-c"));
        command.add(
                "import sys; from qemu.qmp.qmp_shell import main_wrap; sys.argv[0] = 'qmp-shell-wrap'; main_wrap()");
        command.addAll(List.of(options));
        command.add(Program.underTest().path().toString());
        command.addAll(TestVm.MACHINE);
        return outsider.run(typed, command.toArray(new String[0])).text();
    }

    private String shell(String typed, String... options) throws IOException {
        try (TestVm vm = TestVm.startPlain(Program.underTest(), directory, TestVm.MACHINE)) {
            vm.awaitSocket();
            List<String> command = new ArrayList<>(List.of("python3", "-m", SHELL));
            command.addAll(List.of(options));
            command.add(vm.socket().toString());
            String said = outsider.run(typed, command.toArray(new String[0])).text();
            assertEquals(0, vm.process().awaitExit(), said);
            return said;
        }
    }

    private List<String> script(String name) throws IOException {
        String script = Files.readString(SCRIPTS.resolve(name));
        try (TestVm vm =
                TestVm.startPlain(Program.underTest(), directory, List.of("-machine", "none", "-nodefaults"))) {
            vm.awaitSocket();
            return outsider.run("", "python3", "-c", script, vm.socket().toString())
                    .lines();
        }
    }
}
