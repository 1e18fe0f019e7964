package baton.tests.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import baton.tests.harness.Await;
import baton.tests.harness.MonitorProcess;
import baton.tests.harness.Program;
import baton.tests.harness.QmpClient;
import baton.tests.harness.QmpError;
import baton.tests.harness.TestVm;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What managers of services see of the process: its metrics, its word that it is ready, how it takes their signals. */
class ServiceIT {
    private static final List<String> NONE = List.of("-machine", "none", "-nodefaults", "-display", "none");

    @TempDir
    private Path directory;

    @Test
    void metrics_areServedInOpenMetrics() throws IOException, QmpError {
        Path socket = directory.resolve("metrics");
        try (TestVm vm = TestVm.startPlain(Program.underTest(), directory, NONE, "-metrics", "unix:" + socket)) {
            vm.qmp().query("query-status");
            assertThrows(QmpError.class, () -> vm.qmp().execute("cont", "no", 1));

            String text = http(socket, "GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n");
            assertTrue(text.startsWith("HTTP/1.1 200 OK\r\n"), text);
            assertTrue(text.contains("Content-Type: application/openmetrics-text"), text);
            assertTrue(text.contains("baton_run_state{baton_run_state=\"running\"} 1\n"), text);
            assertTrue(text.contains("baton_qmp_command_seconds_count{command=\"query-status\"} 1\n"), text);
            assertTrue(text.contains("baton_jvm_memory_bytes{area=\"used\"} "), text);
            assertTrue(text.endsWith("# EOF\n"), text);
            assertTrue(http(socket, "POST / HTTP/1.1\r\n\r\n").startsWith("HTTP/1.1 404 "));
            assertTrue(http(socket, "x".repeat(20_000)).isEmpty(), "a request without end is cut off");
            assertEquals(0, vm.quit());
            assertFalse(Files.exists(socket));
        }
    }

    @Test
    void signals_endItInOrder_andItsManagerIsTold() throws Exception {
        for (String signal : List.of("TERM", "INT", "HUP")) {
            Path qmp = directory.resolve("qmp" + signal);
            Path told = directory.resolve("told" + signal);
            Process listener = new ProcessBuilder(
                            "python3",
                            "-c",
                            "import socket,sys\ns=socket.socket(socket.AF_UNIX,socket.SOCK_DGRAM)\ns.bind(sys.argv[1])\n"
                                    + "print('bound',flush=True)\nfor i in range(2): print(repr(s.recv(999)),flush=True)",
                            told.toString())
                    .start();
            assertEquals('b', listener.getInputStream().read());
            ProcessBuilder builder = new ProcessBuilder(
                    Program.underTest().path().toString(),
                    "-machine",
                    "none",
                    "-nodefaults",
                    "-display",
                    "none",
                    "-qmp",
                    "unix:" + qmp + ",server=on,wait=off");
            builder.environment().put("NOTIFY_SOCKET", told.toString());
            builder.redirectErrorStream(true);
            Process process = builder.start();
            Await.until("socket", process::toString, () -> Files.exists(qmp));
            try (QmpClient client = QmpClient.connect(qmp)) {
                client.execute("query-status");
                new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start();
                assertEquals("{guest=false, reason=host-signal}", sorted(client));
            }
            assertTrue(process.waitFor(20, TimeUnit.SECONDS));
            assertEquals(0, process.exitValue(), signal);
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(said.contains("terminating on signal "), said);
            assertTrue(listener.waitFor(20, TimeUnit.SECONDS));
            String heard = new String(listener.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(heard.contains("MAINPID=" + process.pid() + "\\nREADY=1\\n"), heard);
            assertTrue(heard.contains("STOPPING=1"), heard);
        }
    }

    /** Binds and listens, hands the socket on as a manager of services does, and becomes the command. */
    private static final String ACTIVATE = "import os,socket,sys\n"
            + "s=socket.socket(socket.AF_UNIX); s.bind(sys.argv[1]); s.listen(1); os.dup2(s.fileno(),3); os.set_inheritable(3,True)\n"
            + "os.environ.update(LISTEN_PID=str(os.getpid()),LISTEN_FDS='1',LISTEN_FDNAMES='control')\n"
            + "os.execv(sys.argv[2],sys.argv[2:])\n";

    @Test
    void socketOfTheManager_isServedByItsName() throws IOException, QmpError {
        for (String fd : List.of("control", "3")) {
            Path socket = directory.resolve("of-the-manager-" + fd);
            List<String> command = new ArrayList<>(List.of(
                    "python3",
                    "-c",
                    ACTIVATE,
                    socket.toString(),
                    Program.underTest().path().toString()));
            command.addAll(NONE);
            command.addAll(List.of("-chardev", "socket,id=m,server=on,wait=off,fd=" + fd, "-mon", "m,mode=control"));
            try (MonitorProcess process = MonitorProcess.start(directory, command)) {
                // Who comes before it serves waits in the kernel's queue.
                Await.until("socket", process::toString, () -> Files.exists(socket));
                try (QmpClient client = QmpClient.connect(socket)) {
                    assertEquals("running", client.query("query-status").get("status"));
                    client.execute("quit");
                }
                assertEquals(0, process.awaitExit());
                assertTrue(Files.exists(socket), "the manager's, not ours to remove");
            }
        }
    }

    private static String sorted(QmpClient client) throws IOException {
        return new TreeMap<>((Map<?, ?>) client.awaitEvent("SHUTDOWN").get("data")).toString();
    }

    private static String http(Path socket, String request) throws IOException {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(socket));
            channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
            return new String(Channels.newInputStream(channel).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }
}
