package baton.chardev;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import baton.chardev.ChardevConfig.InheritedAddress;
import baton.chardev.ChardevConfig.SocketOptions;
import baton.chardev.ChardevConfig.UnixAddress;
import baton.chardev.testing.ChardevContract;
import baton.chardev.testing.ChardevRig;
import baton.chardev.testing.HostSide;
import baton.chardev.testing.RecordingFrontend;
import baton.nat.libc.Fd;
import baton.nat.libc.Pipe;
import baton.nat.libc.Sockets;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class SocketChardevTest {
    private static final SocketOptions PLAIN = new SocketOptions(false, false, false, 0);
    private static final byte[] LOOPBACK = {127, 0, 0, 1};

    @TempDir
    Path dir;

    private final RecordingFrontend frontend = new RecordingFrontend();
    private ChardevRig rig;

    @BeforeEach
    void open() throws IOException {
        rig = new ChardevRig();
    }

    @AfterEach
    void close() throws IOException {
        rig.close();
    }

    @Nested
    class UnixServerContract implements ChardevContract {
        @Override
        public ChardevConfig config(Path below) {
            return server(below, PLAIN);
        }

        @Override
        public HostSide host(ChardevRig its, Chardev chardev, Path below) throws IOException {
            Fd client = Sockets.unixConnect(below.resolve("s").toString(), true);
            its.until(() -> ((HostChardev) chardev).connected());
            return socket(client);
        }
    }

    @Nested
    class TcpServerContract implements ChardevContract {
        @Override
        public ChardevConfig config(Path below) {
            return tcp("0", true, new SocketOptions(false, false, true, 0));
        }

        @Override
        public HostSide host(ChardevRig its, Chardev chardev, Path below) throws IOException {
            Fd client = Sockets.tcpConnect(LOOPBACK, port(chardev), false);
            its.until(() -> ((HostChardev) chardev).connected());
            return socket(client);
        }
    }

    @Nested
    class InheritedConnectionContract implements ChardevContract {
        private Fd ours;

        @Override
        public ChardevConfig config(Path below) throws IOException {
            Fd[] pair = Sockets.pair();
            ours = pair[0];
            return new ChardevConfig.Socket("c", false, new InheritedAddress(pair[1].release()), false, PLAIN);
        }

        @Override
        public HostSide host(ChardevRig its, Chardev chardev, Path below) {
            return socket(ours);
        }
    }

    @Test
    void server_namesItsConnectionAsQemuDoes() throws IOException {
        Chardev unix = rig.open(server(dir, PLAIN));
        rig.chardevs.create(
                new ChardevConfig.Socket("t", false, new ChardevConfig.InetAddress("127.0.0.1", "0"), true, PLAIN));
        Chardev tcp = rig.chardevs.claim("t");
        String path = "unix:" + dir.resolve("s") + ",server=on";
        assertEquals("disconnected:" + path, unix.filename());
        assertEquals("disconnected:tcp:127.0.0.1:" + port(tcp) + ",server=on", tcp.filename());

        connect();
        Fd client = Sockets.tcpConnect(LOOPBACK, port(tcp), false);

        rig.until(() -> unix.filename().equals(path));
        String ours = Sockets.localAddress(client);
        rig.until(() -> tcp.filename().equals("tcp:127.0.0.1:" + port(tcp) + ",server=on <-> " + ours));
    }

    @Test
    void clientThatIsKilled_leavesTheServerReadyForTheNext() throws IOException {
        Chardev chardev = attached(server(dir, PLAIN));
        Fd client = connect();
        rig.until(() -> frontend.events.size() == 1);

        client.close();
        rig.until(() -> frontend.events.size() == 2);
        ChardevRig.write(chardev, "for nobody");
        HostSide next = socket(connect());
        rig.until(() -> frontend.events.size() == 3);
        next.send("hi");

        rig.until(() -> frontend.text().equals("hi"));
        assertEquals(java.util.List.of("opened", "closed", "opened"), frontend.events);
        assertEquals("", next.poll(), "output of the time between is dropped");
    }

    @Test
    void writingToAClientThatWasKilled_harmsNobody() throws IOException {
        Chardev chardev = attached(server(dir, PLAIN));
        Fd client = connect();
        rig.until(() -> frontend.events.contains("opened"));
        client.close();

        ChardevRig.write(chardev, "x".repeat(60_000));

        rig.until(() -> frontend.events.contains("closed"));
    }

    @Test
    void secondClient_isToldAndHungUpOnWhileTheFirstStays() throws IOException {
        frontend.refusal = "busy\r\n";
        Chardev chardev = attached(server(dir, PLAIN));
        HostSide first = socket(connect());
        rig.until(() -> frontend.events.contains("opened"));

        Fd second = connect();
        StringBuilder told = new StringBuilder();
        rig.until(() -> told.append(ChardevRig.poll(second)).length() == 6);
        rig.until(() -> ChardevRig.atEnd(second));

        assertEquals("busy\r\n", told.toString());
        ChardevRig.write(chardev, "yours");
        StringBuilder seen = new StringBuilder();
        rig.until(() -> seen.append(first.poll()).toString().equals("yours"));
        assertEquals(java.util.List.of("opened"), frontend.events);
    }

    @Test
    void clientThatComesRightAfterTheLastOneLeft_isServed() throws IOException {
        attached(server(dir, PLAIN));
        Fd first = connect();
        rig.until(() -> frontend.events.contains("opened"));
        socket(first).send("last words");
        first.close();
        HostSide second = socket(connect());
        second.send(" and first");

        rig.until(() -> frontend.text().equals("last words and first"));
    }

    @Test
    void clientThatComesWhileTheLastOnesWordsFindNoTaker_isServed() throws IOException {
        attached(server(dir, PLAIN));
        Fd first = connect();
        rig.until(() -> frontend.events.contains("opened"));
        frontend.takes = 0;
        socket(first).send("never read");
        rig.settle();
        first.close();

        connect();

        rig.until(() -> frontend.events.size() == 3);
        assertEquals("", frontend.text());
    }

    @Test
    void clientThatShutsItsSideDown_stillGetsWhatWasQueued() throws IOException {
        Chardev chardev = attached(server(dir, PLAIN));
        Fd client = connect();
        rig.until(() -> frontend.events.contains("opened"));
        ChardevRig.write(chardev, "answer");
        Sockets.shutdown(client, baton.nat.libc.Sys.SHUT_WR);

        rig.until(() -> frontend.events.contains("closed"));

        assertEquals("answer", ChardevRig.poll(client));
    }

    @Test
    void descriptorsSentAlong_reachTheFrontend() throws IOException {
        attached(server(dir, PLAIN));
        Fd client = connect();
        Pipe pipe = Pipe.create();

        Sockets.send(client, new byte[] {' '}, 0, 1, pipe.reader().number());
        rig.until(() -> frontend.text().equals(" "));

        assertEquals(1, frontend.fds.size());
        pipe.writer().writeFully(new byte[] {'z'}, 0, 1);
        assertEquals("z", ChardevRig.poll(frontend.fds.get(0)));
    }

    @Test
    void pathThatAnotherProcessHasBoundAnew_isLeftToIt() throws Exception {
        Path path = dir.resolve("s");
        rig.open(server(dir, PLAIN));
        Files.delete(path);
        Fd heir = Sockets.unixListen(path.toString(), 1);

        rig.chardevs.close();

        assertTrue(Files.exists(path));
        heir.close();
    }

    @Test
    void pathThatWasPutBack_isRemoved() throws Exception {
        Path path = dir.resolve("s");
        rig.open(server(dir, PLAIN));
        Path kept = Files.createLink(dir.resolve("kept"), path);
        Files.delete(path);
        Sockets.unixListen(path.toString(), 1).close();
        Files.move(kept, path, StandardCopyOption.REPLACE_EXISTING);

        rig.chardevs.close();

        assertFalse(Files.exists(path));
    }

    @Test
    void stalePath_isReplacedAndRemovedAtClose() throws IOException {
        Files.writeString(dir.resolve("s"), "stale");

        rig.open(server(dir, PLAIN));

        connect().close();
        rig.chardevs.close();
        assertFalse(Files.exists(dir.resolve("s")));
    }

    @Test
    void waitingServer_saysSoAndWaits() throws Exception {
        Thread client = new Thread(() -> {
            while (!Files.exists(dir.resolve("s"))) {
                Thread.onSpinWait();
            }
            retryConnect();
        });
        client.start();

        Chardev chardev = rig.open(server(dir, new SocketOptions(true, false, false, 0)));

        assertTrue(((HostChardev) chardev).connected());
        assertEquals(
                "info: QEMU waiting for connection on: disconnected:unix:" + dir.resolve("s") + ",server=on",
                rig.said.get(0));
        client.join();
    }

    @Test
    void waitingServer_givesUpWhenTheLoopIsStopped() {
        rig.loop.post(rig.loop::stop);

        assertThrows(ChardevException.class, () -> rig.open(server(dir, new SocketOptions(true, false, false, 0))));

        assertFalse(Files.exists(dir.resolve("s")));
    }

    @Test
    void client_connectsAndNamesItsPeer() throws IOException {
        Fd listener = Sockets.unixListen(dir.resolve("l").toString(), 4);
        Chardev chardev = attached(client(PLAIN));
        HostSide peer = socket(Sockets.accept(listener));

        peer.send("hello");

        rig.until(() -> frontend.text().equals("hello"));
        assertEquals("unix:" + dir.resolve("l"), chardev.filename());
        listener.close();
    }

    @Test
    void tcpClient_namesBothEnds() throws IOException {
        Fd listener = Sockets.tcpListen(LOOPBACK, 0, 4);
        Chardev chardev = attached(tcp(String.valueOf(Sockets.localPort(listener)), false, PLAIN));
        Fd peer = Sockets.accept(listener);

        assertEquals("tcp:" + Sockets.peerAddress(peer) + " <-> " + Sockets.localAddress(peer), chardev.filename());
        listener.close();
    }

    @Test
    void clientsThatCannotConnect_areRefusedInQemusWords() {
        String path = dir.resolve("l").toString();
        assertEquals("Failed to connect to '" + path + "': No such file or directory", refusal(client(PLAIN)));
        assertEquals("Failed to connect to '127.0.0.1:1': Connection refused", refusal(tcp("1", false, PLAIN)));
        assertEquals(
                "address resolution failed for 127.0.0.1:zz: Servname not supported for ai_socktype",
                refusal(tcp("zz", false, PLAIN)));
    }

    @Test
    void serversThatCannotListen_areRefusedInQemusWords() {
        String path = "/nonexistent/x";
        assertEquals(
                "Failed to bind socket to /nonexistent/x: No such file or directory",
                refusal(new ChardevConfig.Socket("c", false, new UnixAddress(path), true, PLAIN)));
        assertEquals(
                "Failed to unlink socket " + dir + ": Is a directory",
                refusal(new ChardevConfig.Socket("c", false, new UnixAddress(dir.toString()), true, PLAIN)));
        String deep = "a".repeat(120);
        assertEquals(
                "UNIX socket path '" + deep + "' is too long\nPath must be less than 108 bytes",
                refusal(new ChardevConfig.Socket("c", false, new UnixAddress(deep), true, PLAIN)));
    }

    @Test
    void portInUse_isRefusedOrTheNextOneTaken() throws IOException {
        Fd taken = Sockets.tcpListen(LOOPBACK, 0, 1);
        int port = Sockets.localPort(taken);
        String text = String.valueOf(port);

        assertEquals("Failed to find an available port: Address already in use", refusal(tcp(text, true, PLAIN)));
        Chardev chardev = rig.open(new ChardevConfig.Socket(
                "c", false, new ChardevConfig.InetAddress("127.0.0.1", text, port + 20, true, false), true, PLAIN));

        assertTrue(port(chardev) > port);
        taken.close();
    }

    @Test
    void familyTheHostDoesNotHave_isRefused() {
        assertEquals(
                "address resolution failed for 127.0.0.1:1: Address family for hostname not supported",
                refusal(new ChardevConfig.Socket(
                        "c", false, new ChardevConfig.InetAddress("127.0.0.1", "1", 0, false, true), true, PLAIN)));
    }

    @Test
    void reconnectingClient_saysOnceWhatIsWrongAndConnectsLater() throws IOException {
        Chardev chardev = attached(client(new SocketOptions(false, false, false, 1)));
        String path = dir.resolve("l").toString();
        assertEquals("disconnected:unix:" + path, chardev.filename());

        Fd listener = Sockets.unixListen(path, 4);
        rig.until(() -> frontend.events.contains("opened"));
        Sockets.accept(listener).close();
        rig.until(() -> frontend.events.size() == 3);

        assertEquals(
                java.util.List.of("Unable to connect character device c: Failed to connect to '" + path
                        + "': No such file or directory"),
                rig.said);
        listener.close();
    }

    @Test
    void inheritedListener_servesClients() throws IOException {
        Fd listener = Sockets.unixListen(dir.resolve("s").toString(), 4);
        Chardev chardev =
                attached(new ChardevConfig.Socket("c", false, new InheritedAddress(listener.release()), true, PLAIN));

        socket(connect()).send("hi");

        rig.until(() -> frontend.text().equals("hi"));
        assertEquals("unix:" + dir.resolve("s") + ",server=on", chardev.filename());
    }

    @Test
    void inheritedDescriptorsOfTheWrongKind_areRefused() throws IOException {
        Fd[] pair = Sockets.pair();
        Pipe pipe = Pipe.create();
        int number = pipe.reader().number();

        assertEquals(
                "Failed to listen on fd socket: Invalid argument",
                refusal(new ChardevConfig.Socket("c", false, new InheritedAddress(pair[0].release()), true, PLAIN)));
        assertEquals(
                "File descriptor '" + number + "' is not a socket",
                refusal(new ChardevConfig.Socket("c", false, new InheritedAddress(number), false, PLAIN)));
        assertEquals(0, pipe.reader().statusFlags() & 3, "and are left open");
    }

    @Test
    void telnetClient_isGreetedAndItsCommandsTakenOut() throws IOException {
        Chardev chardev = attached(tcp("0", true, new SocketOptions(false, true, false, 0)));
        HostSide client = socket(Sockets.tcpConnect(LOOPBACK, port(chardev), false));
        StringBuilder hello = new StringBuilder();
        rig.until(() -> hello.append(client.poll()).length() == 12);

        client.send("a\u00ff\u00fd\u0001b\u00ff\u00ffc\u00ff");
        rig.settle();
        client.send("\u00f3d\u00ff\u00fa\u0018\u0000x\u00ff\u00f0e");

        rig.until(() -> frontend.text().endsWith("e"));
        assertEquals("ab\u00ffcde", frontend.text());
        assertTrue(frontend.events.contains("break"));
        assertEquals("\u00ff\u00fb\u0001\u00ff\u00fb\u0003\u00ff\u00fb\u0000\u00ff\u00fd\u0000", hello.toString());
        assertTrue(chardev.filename().startsWith("telnet:127.0.0.1:"), chardev.filename());
    }

    private Chardev attached(ChardevConfig config) throws IOException {
        Chardev chardev = rig.open(config);
        chardev.attach(frontend);
        return chardev;
    }

    private String refusal(ChardevConfig config) {
        return assertThrows(ChardevException.class, () -> rig.chardevs.create(config))
                .getMessage();
    }

    private static ChardevConfig server(Path below, SocketOptions options) {
        return new ChardevConfig.Socket(
                "c", false, new UnixAddress(below.resolve("s").toString()), true, options);
    }

    private ChardevConfig client(SocketOptions options) {
        return new ChardevConfig.Socket(
                "c", false, new UnixAddress(dir.resolve("l").toString()), false, options);
    }

    private static ChardevConfig tcp(String port, boolean server, SocketOptions options) {
        return new ChardevConfig.Socket("c", false, new ChardevConfig.InetAddress("127.0.0.1", port), server, options);
    }

    private Fd connect() throws IOException {
        return Sockets.unixConnect(dir.resolve("s").toString(), true);
    }

    private void retryConnect() {
        boolean connected = false;
        while (!connected) {
            try {
                connect();
                connected = true;
            } catch (IOException e) {
                // Bound but not listening yet.
                Thread.onSpinWait();
            }
        }
    }

    private static int port(Chardev chardev) {
        String name = chardev.filename();
        int at = name.indexOf("127.0.0.1:") + "127.0.0.1:".length();
        return Integer.parseInt(name.substring(at, name.indexOf(',', at)));
    }

    private static HostSide socket(Fd fd) {
        return new HostSide() {
            @Override
            public void send(String text) throws IOException {
                byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
                Sockets.send(fd, bytes, 0, bytes.length);
            }

            @Override
            public String poll() {
                return ChardevRig.poll(fd);
            }
        };
    }
}
