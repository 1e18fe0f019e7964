package baton.tests.qmp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import baton.tests.harness.Program;
import baton.tests.harness.TestVm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients that know nothing of Baton, as people use them in shells and scripts. */
class ClientsIT {
    private static final String ASK = "{\"execute\":\"qmp_capabilities\"}{\"execute\":\"query-status\"}";
    private static final String STATUS = "{\"return\": {\"status\": \"running\", \"running\": true}}";

    @TempDir
    private Path directory;

    private TestVm vm;
    private Outsider outsider;

    @BeforeEach
    void start() throws IOException {
        vm = TestVm.startPlain(
                Program.underTest(),
                directory,
                List.of("-machine", "none", "-nodefaults", "-display", "none"),
                "-monitor",
                "unix:" + directory.resolve("hmp") + ",server=on,wait=off");
        vm.awaitSocket();
        outsider = new Outsider(directory);
    }

    @AfterEach
    void stop() throws IOException {
        vm.close();
    }

    @Test
    void socatPipe_getsGreetingAndAnswers() throws IOException {
        Outsider.need("socat");
        List<String> lines = run(ASK, "socat", "-t2", "-", "UNIX-CONNECT:" + vm.socket());

        assertTrue(lines.get(0).startsWith("{\"QMP\": {\"version\": "), lines.toString());
        assertEquals(List.of("{\"return\": {}}", STATUS), lines.subList(1, lines.size()));
    }

    @Test
    void ncatPipe_getsGreetingAndAnswers() throws IOException {
        Outsider.need("ncat");
        List<String> lines = run(ASK, "sh", "-c", "(cat; sleep 1) | ncat -U " + vm.socket());

        assertEquals(List.of("{\"return\": {}}", STATUS), lines.subList(1, lines.size()));
    }

    @Test
    void humanMonitorThroughSocat_answersALine() throws IOException {
        Outsider.need("socat");
        List<String> lines = run("info status\n", "socat", "-t2", "-", "UNIX-CONNECT:" + directory.resolve("hmp"));

        assertTrue(lines.get(0).startsWith("QEMU 10.2.2 monitor - type 'help'"), lines.toString());
        assertTrue(lines.contains("VM status: running"), lines.toString());
    }

    @Test
    void pythonSocket_needsNoNewline() throws IOException {
        Outsider.need("python3");
        String script =
                """
                import json, socket, sys
                s = socket.socket(socket.AF_UNIX)
                s.connect(sys.argv[1])
                f = s.makefile("r", encoding="utf-8")
                print(sorted(json.loads(f.readline())["QMP"]))
                for number, command in enumerate(("qmp_capabilities", "query-status", "no-such-command")):
                    s.sendall(json.dumps({"execute": command, "id": number}).encode())
                    print(sorted(json.loads(f.readline()).items()))
                """;

        assertEquals(
                List.of(
                        "['capabilities', 'version']",
                        "[('id', 0), ('return', {})]",
                        "[('id', 1), ('return', {'status': 'running', 'running': True})]",
                        "[('error', {'class': 'CommandNotFound', 'desc': 'The command no-such-command has not been found'}),"
                                + " ('id', 2)]"),
                run("", "python3", "-c", script, vm.socket().toString()));
    }

    private List<String> run(String input, String... command) throws IOException {
        return outsider.run(input, command).lines();
    }
}
