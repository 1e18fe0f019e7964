package baton.tests.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import baton.tests.harness.Await;
import baton.tests.harness.Program;
import baton.tests.harness.QmpClient;
import baton.tests.harness.QmpError;
import baton.tests.harness.TestVm;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The human monitor over sockets, byte for byte as a client there sees it. */
class MonitorKindsIT {
    private static final List<String> NO_MACHINE = List.of("-machine", "none", "-nodefaults", "-display", "none");

    @TempDir
    private Path directory;

    @Test
    void humanMonitorOnAUnixSocket_greetsEchoesAndAnswers() throws IOException, QmpError {
        Path socket = directory.resolve("hmp");
        try (TestVm vm = TestVm.startPlain(
                        Program.underTest(),
                        directory,
                        NO_MACHINE,
                        "-monitor",
                        "unix:" + socket + ",server=on,wait=off");
                SocketChannel client = opened(vm, socket)) {
            String greeting = read(client, "(qemu) ");
            client.write(ByteBuffer.wrap("info status\r".getBytes(StandardCharsets.US_ASCII)));
            String answer = read(client, "\r\n(qemu) ");

            assertTrue(
                    greeting.matches("QEMU [0-9.]+ monitor - type 'help' for more information\r\n\\(qemu\\) "),
                    greeting);
            assertTrue(answer.startsWith("i\u001b[K\u001b[Din\u001b[K\u001b[D\u001b[Dinf\u001b[K"), answer);
            assertTrue(answer.endsWith("info status\u001b[K\r\nVM status: running\r\n(qemu) "), answer);
        }
    }

    private static SocketChannel opened(TestVm vm, Path socket) throws IOException {
        vm.awaitSocket();
        return QmpClient.open(socket);
    }

    @Test
    void humanMonitorOverTelnet_negotiatesAndAnswers() throws IOException, QmpError {
        try (TestVm vm = TestVm.startPlain(
                Program.underTest(),
                directory,
                NO_MACHINE,
                "-chardev",
                "socket,id=tel,host=127.0.0.1,port=0,server=on,wait=off,telnet=on",
                "-mon",
                "chardev=tel,mode=readline")) {
            try (SocketChannel client = SocketChannel.open(new InetSocketAddress("127.0.0.1", port(vm.qmp())))) {
                // IAC WILL ECHO, IAC WILL SUPPRESS GO AHEAD, IAC WILL BINARY, IAC DO BINARY
                assertTrue(
                        read(client, "(qemu) ").startsWith("\u00ff\u00fb\u0001\u00ff\u00fb\u0003"), "telnet options");
                client.write(ByteBuffer.wrap("info name\r\n".getBytes(StandardCharsets.US_ASCII)));
                assertTrue(read(client, "\n(qemu) ").endsWith("(qemu) "));
            }
        }
    }

    /** The port the system chose for chardev tel. */
    private static int port(QmpClient qmp) throws IOException, QmpError {
        for (Object chardev : (List<?>) qmp.execute("query-chardev")) {
            if ("tel".equals(((Map<?, ?>) chardev).get("label"))) {
                String filename = (String) ((Map<?, ?>) chardev).get("filename");
                return Integer.parseInt(filename.replaceAll(".*127\\.0\\.0\\.1:(\\d+),.*", "$1"));
            }
        }
        throw new AssertionError("no chardev tel");
    }

    @Test
    void lineOnStandardStreams_isTheSameTextAsThroughQmp() throws IOException, QmpError {
        try (TestVm vm = TestVm.startPlain(Program.underTest(), directory, NO_MACHINE, "-monitor", "stdio")) {
            String typed = vm.hmp().type("info migrate_parameters");

            assertEquals(vm.qmp().hmp("info migrate_parameters"), typed);
            assertTrue(typed.contains("max-bandwidth: 134217728 bytes/second\n"), typed);
        }
    }

    private static String read(SocketChannel client, String end) throws IOException {
        StringBuilder text = new StringBuilder();
        ByteBuffer some = ByteBuffer.allocate(4096);
        client.configureBlocking(false);
        Await.until(end, text::toString, () -> {
            int n = client.read(some.clear());
            if (n < 0) {
                throw new IOException("closed after " + text);
            }
            text.append(new String(some.array(), 0, n, StandardCharsets.ISO_8859_1));
            return text.indexOf(end) >= 0;
        });
        return text.toString();
    }
}
