package baton.tests.qmp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import baton.tests.harness.Program;
import baton.tests.harness.TestVm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients that know nothing of Baton, as people use them in shells and scripts. */
class ClientsIT {
    private static final String ASK = "{\"execute\":\"qmp_capabilities\"}{\"execute\":\"query-status\"}";
    private static final String STATUS = "{\"return\": {\"status\": \"running\", \"running\": true}}";
    private static final long LIMIT_SECONDS = 30;

    @TempDir
    private Path directory;

    private TestVm vm;

    @BeforeEach
    void start() throws IOException {
        vm = TestVm.startPlain(
                Program.underTest(),
                directory,
                List.of("-machine", "none", "-nodefaults", "-display", "none"),
                "-monitor",
                "unix:" + directory.resolve("hmp") + ",server=on,wait=off");
        vm.awaitSocket();
    }

    @AfterEach
    void stop() throws IOException {
        vm.close();
    }

    @Test
    void socatPipe_getsGreetingAndAnswers() throws IOException {
        need("socat");
        List<String> lines = run(ASK, "socat", "-t2", "-", "UNIX-CONNECT:" + vm.socket());

        assertTrue(lines.get(0).startsWith("{\"QMP\": {\"version\": "), lines.toString());
        assertEquals(List.of("{\"return\": {}}", STATUS), lines.subList(1, lines.size()));
    }

    @Test
    void ncatPipe_getsGreetingAndAnswers() throws IOException {
        need("ncat");
        List<String> lines = run(ASK, "sh", "-c", "(cat; sleep 1) | ncat -U " + vm.socket());

        assertEquals(List.of("{\"return\": {}}", STATUS), lines.subList(1, lines.size()));
    }

    @Test
    void humanMonitorThroughSocat_answersALine() throws IOException {
        need("socat");
        List<String> lines = run("info status\n", "socat", "-t2", "-", "UNIX-CONNECT:" + directory.resolve("hmp"));

        assertTrue(lines.get(0).startsWith("QEMU 10.2.2 monitor - type 'help'"), lines.toString());
        assertTrue(lines.contains("VM status: running"), lines.toString());
    }

    @Test
    void pythonSocket_needsNoNewline() throws IOException {
        need("python3");
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
                python(script));
    }

    @Test
    void qemuQmpLibrary_connectsExecutesAndHearsEvents() throws IOException {
        needLibrary();
        String script =
                """
                import asyncio, sys
                from qemu.qmp import QMPClient, EventListener
                async def main():
                    client = QMPClient("test")
                    await client.connect(sys.argv[1])
                    stops = EventListener("STOP")
                    with client.listen(stops):
                        print(await client.execute("query-status"))
                        await client.execute("stop")
                        print((await stops.get())["event"])
                    print(await client.execute("query-status"))
                    await client.disconnect()
                asyncio.run(main())
                """;

        assertEquals(
                List.of("{'status': 'running', 'running': True}", "STOP", "{'status': 'paused', 'running': False}"),
                python(script));
    }

    @Test
    void qmpShell_runsCommandsFromItsInput() throws IOException {
        needLibrary();
        List<String> lines = run(
                "query-status\n",
                "python3",
                "-m",
                "qemu.qmp.qmp_shell",
                vm.socket().toString());

        assertTrue(String.join("\n", lines).contains("\"status\": \"running\""), lines.toString());
    }

    private static void need(String program) {
        boolean found = false;
        for (String place : System.getenv("PATH").split(":")) {
            found |= Files.isExecutable(Path.of(place, program));
        }
        assumeTrue(found, "skipped: " + program + " is not installed");
    }

    private void needLibrary() throws IOException {
        need("python3");
        List<String> said = run("", "sh", "-c", "python3 -c 'import qemu.qmp' 2>/dev/null && echo there");
        assumeTrue(said.contains("there"), "skipped: Python has no qemu.qmp here (pip install qemu.qmp)");
    }

    private List<String> python(String script) throws IOException {
        return run("", "python3", "-c", script, vm.socket().toString());
    }

    /** Runs a program with {@code input} and gives the lines it prints, errors among them. */
    private List<String> run(String input, String... command) throws IOException {
        Path output = Files.createTempFile(directory, "output", "");
        Path typed = Files.writeString(Files.createTempFile(directory, "input", ""), input);
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(typed.toFile())
                .redirectOutput(output.toFile())
                .start();
        try {
            assertTrue(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS), () -> String.join(" ", command) + " hangs");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            process.destroyForcibly();
        }
        List<String> lines = new ArrayList<>();
        for (String line : Files.readString(output, StandardCharsets.UTF_8).split("\r?\n")) {
            lines.add(line);
        }
        return lines;
    }
}
