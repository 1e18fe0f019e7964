package baton.chardev;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import baton.chardev.testing.ChardevRig;
import baton.chardev.testing.RecordingFrontend;
import baton.nat.libc.Fd;
import baton.nat.libc.Sockets;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is at the other end while the process it talks to becomes another: two registries, one after the other. */
class KeptConnectionTest {
    @TempDir
    private Path dir;

    private ChardevRig old;
    private ChardevRig next;
    private final RecordingFrontend user = new RecordingFrontend();
    private final RecordingFrontend heir = new RecordingFrontend();
    private Fd client;

    @BeforeEach
    void open() throws IOException {
        old = new ChardevRig();
        next = new ChardevRig();
        user.goesOn = true;
    }

    @AfterEach
    void close() throws IOException {
        if (client != null) {
            client.close();
        }
        for (Fd left : next.left.values()) {
            left.close();
        }
        old.close();
        next.close();
    }

    private String path(String name) {
        return dir.resolve(name).toString();
    }

    private ChardevConfig config(boolean server) {
        ChardevConfig.SocketOptions how = new ChardevConfig.SocketOptions(false, false, false, 0, false);
        return new ChardevConfig.Socket("c", false, new ChardevConfig.UnixAddress(path("s")), server, how);
    }

    private Chardev connected() throws IOException, ChardevException {
        Chardev chardev = old.open(config(true));
        chardev.attach(user);
        client = Sockets.unixConnect(path("s"), true);
        old.until(() -> user.events.contains("opened"));
        return chardev;
    }

    /** What the old process hands over, as it comes to the new one. */
    private void keep(boolean exec) throws IOException {
        for (Map.Entry<String, Fd> one : old.chardevs.handOver().kept(exec).entrySet()) {
            next.left.put(one.getKey(), one.getValue().dup());
        }
        next.guestElsewhere = !exec;
    }

    /** From the order until the guest is there; {@code config} as the new command line has it. */
    private Chardev handOver(boolean exec, ChardevConfig config) throws ChardevException, IOException {
        keep(exec);
        Chardev chardev;
        if (exec) {
            old.chardevs.drain(0);
            byte[] left = old.chardevs.handOver().left();
            chardev = next.open(config);
            next.chardevs.handOver().begin(left);
            chardev.attach(heir);
        } else {
            chardev = next.open(config);
            chardev.attach(heir);
            old.chardevs.handOver().hold();
            next.chardevs.handOver().arrived();
            old.close();
        }
        return chardev;
    }

    private void type(Fd to, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        to.writeFully(bytes, 0, bytes.length);
    }

    private void stopReading(Chardev chardev) {
        user.takes = 0;
        chardev.acceptInput();
        old.settle();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void client_talksToTheNextProcess_andNoticesNothing(boolean exec) throws Exception {
        Chardev chardev = connected();
        ChardevRig.write(chardev, "one ");
        old.settle();
        stopReading(chardev);
        type(client, "to whom?");
        old.settle();

        Chardev taken = handOver(exec, config(true));
        next.until(() -> heir.text().equals("to whom?"));
        ChardevRig.write(taken, "two");
        next.settle();
        assertEquals("one two", ChardevRig.poll(client));
        assertTrue(taken.filename().startsWith("unix:"));
        assertTrue(Files.exists(dir.resolve("s")), "the path is the next process's");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatTheOldProcessCouldNotSend_comesFirst(boolean exec) throws Exception {
        Chardev chardev = connected();
        int written = 0;
        byte[] piece = new byte[1000];
        int taken = piece.length;
        while (taken == piece.length) {
            Arrays.fill(piece, (byte) ('a' + written / 1000 % 26));
            taken = chardev.write(piece, 0, piece.length);
            written += taken;
            old.settle();
            assertTrue(written < 10_000_000, "the socket takes everything");
        }
        StringBuilder wanted = new StringBuilder();
        for (int i = 0; i < written; i++) {
            wanted.append((char) ('a' + i / 1000 % 26));
        }

        Chardev other = handOver(exec, config(true));
        StringBuilder got = new StringBuilder();
        boolean[] said = {false};
        next.until(() -> {
            if (!said[0] && other.room() > 10) {
                ChardevRig.write(other, " and on");
                said[0] = true;
            }
            got.append(ChardevRig.poll(client));
            return got.toString().endsWith(" and on");
        });
        assertEquals(wanted + " and on", got.toString());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatTheFrontEndHasNotActedUpon_isReadAgain(boolean exec) throws Exception {
        connected();
        user.unread = "half a ";
        type(client, "word");
        old.until(() -> user.text().equals("word"));
        handOver(exec, config(true));
        next.until(() -> heir.text().equals("half a "));
    }

    @Test
    void nothingIsTouchedThere_untilTheGuestIs() throws Exception {
        connected();
        keep(false);
        Chardev taken = next.open(config(true));
        taken.attach(heir);
        ChardevRig.write(taken, "not yet");
        type(client, "for the old one");
        old.until(() -> user.text().equals("for the old one"));
        next.settle();
        assertEquals("", ChardevRig.poll(client));
        assertEquals("", heir.text());

        next.close();
        assertTrue(Files.exists(dir.resolve("s")), "a next process that fails leaves the path alone");
    }

    @Test
    void clientThatComesMeanwhile_isServedByTheNextProcess() throws Exception {
        Chardev chardev = old.open(config(true));
        chardev.attach(user);
        keep(false);
        client = Sockets.unixConnect(path("s"), true);
        type(client, "hello");
        old.settle();
        Chardev taken = next.open(config(true));
        taken.attach(heir);
        next.settle();
        assertEquals("", user.text() + heir.text());

        old.chardevs.handOver().hold();
        next.chardevs.handOver().arrived();
        old.close();
        next.until(() -> heir.text().equals("hello"));
        assertFalse(ChardevRig.atEnd(client));
    }

    @Test
    void clientThatComesMeanwhile_isServedByTheOldProcess_ifTheGuestStays() throws Exception {
        Chardev chardev = old.open(config(true));
        chardev.attach(user);
        keep(false);
        client = Sockets.unixConnect(path("s"), true);
        type(client, "hello");
        old.chardevs.handOver().hold();
        old.settle();
        old.chardevs.handOver().release();
        old.chardevs.handOver().stay();
        old.until(() -> user.text().equals("hello"));
        ChardevRig.write(chardev, "still here");
        old.settle();
        assertEquals("still here", ChardevRig.poll(client));
    }

    @Test
    void monitor_isNotHandedOn_butWhereItListens_overExec() throws Exception {
        user.goesOn = false;
        connected();
        assertTrue(old.chardevs.handOver().kept(false).isEmpty());
        assertEquals(
                "[chardev/c/listener]",
                old.chardevs.handOver().kept(true).keySet().toString());
    }

    @Test
    void monitor_goesOn_whereItWasAskedFor() throws Exception {
        user.goesOn = false;
        user.agreed = "negotiated";
        old.chardevs.create(config(true), Cpr.ON);
        old.chardevs.claim("c").attach(user);
        client = Sockets.unixConnect(path("s"), true);
        old.until(() -> user.events.contains("opened"));
        assertTrue(old.chardevs.handOver().kept(false).isEmpty(), "another process has a monitor of its own");
        handOver(true, config(true));
        assertEquals("[went on from negotiated]", heir.events.toString());
    }

    @Test
    void cprOff_keepsNothing() throws Exception {
        old.chardevs.create(config(true), Cpr.OFF);
        old.chardevs.claim("c").attach(user);
        assertTrue(old.chardevs.handOver().kept(true).isEmpty());
        assertTrue(old.chardevs.handOver().kept(false).isEmpty());
    }

    @Test
    void clientThatHasLeft_isNotHandedOn() throws Exception {
        connected();
        client.close();
        old.until(() -> user.events.contains("closed"));
        assertFalse(old.chardevs.handOver().kept(true).containsKey("chardev/c"));
    }

    @Test
    void clientOfOurs_goesOnWithItsConnection() throws Exception {
        Fd listener = Sockets.unixListen(path("s"), 1);
        Chardev chardev = old.open(config(false));
        chardev.attach(user);
        client = Sockets.accept(listener);
        handOver(true, config(false));
        type(client, "still there");
        next.until(() -> heir.text().equals("still there"));
        assertFalse(ChardevRig.atEnd(client));
        listener.close();
    }

    @Test
    void listenerForAnotherAddress_isClosed() throws Exception {
        old.open(config(true)).attach(user);
        keep(true);
        ChardevConfig elsewhere = new ChardevConfig.Socket(
                "c",
                false,
                new ChardevConfig.UnixAddress(path("t")),
                true,
                new ChardevConfig.SocketOptions(false, false, false, 0));
        next.open(elsewhere).attach(heir);
        client = Sockets.unixConnect(path("t"), true);
        next.until(() -> heir.events.contains("opened"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void tcpListenerAndTelnetClient_goOn_inTheMidstOfACommand(boolean exec) throws Exception {
        ChardevConfig.SocketOptions telnet = new ChardevConfig.SocketOptions(false, true, true, 0);
        ChardevConfig.Address any = new ChardevConfig.InetAddress("127.0.0.1", "0");
        ChardevConfig config = new ChardevConfig.Socket("c", false, any, true, telnet);
        Chardev chardev = old.open(config);
        chardev.attach(user);
        String name = chardev.filename();
        int port = Integer.parseInt(name.substring(name.lastIndexOf(':') + 1, name.indexOf(',')));
        client = Sockets.tcpConnect(new byte[] {127, 0, 0, 1}, port, false);
        type(client, "ab\u00ff");
        old.until(() -> user.text().equals("ab"));
        assertEquals(12, ChardevRig.poll(client).length());

        Chardev taken = handOver(exec, config);
        type(client, "\u00f3cd");
        next.until(() -> heir.text().equals("cd"));
        assertTrue(heir.events.contains("break"));
        ChardevRig.write(taken, "ef");
        next.settle();
        assertEquals("ef", ChardevRig.poll(client), "is not greeted again");
        assertTrue(taken.filename().contains(":" + port));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void pty_keepsItsNameAndItsUser(boolean exec) throws Exception {
        ChardevConfig config = new ChardevConfig.Pty("c", false, path("link"));
        Chardev chardev = old.open(config);
        chardev.attach(user);
        String slave = chardev.filename().substring("pty:".length());
        client = baton.nat.libc.Files.open(slave, baton.nat.libc.Sys.O_RDWR | baton.nat.libc.Sys.O_NOCTTY, 0);
        old.until(() -> user.events.contains("opened"));
        stopReading(chardev);
        user.unread = "was ";
        type(client, "typed");

        Chardev taken = handOver(exec, config);
        next.until(() -> heir.text().equals("was typed"));
        ChardevRig.write(taken, "seen");
        next.settle();
        assertEquals("seen", ChardevRig.poll(client));
        assertEquals("pty:" + slave, taken.filename());
        assertEquals(slave, Files.readSymbolicLink(dir.resolve("link")).toString());
        assertEquals("[char device redirected to " + slave + " (label c)]", next.said.toString());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void file_isReadAndWrittenWhereItStood(boolean exec) throws Exception {
        Files.writeString(dir.resolve("in"), "0123456789");
        ChardevConfig config = new ChardevConfig.Output("c", false, path("out"), true, path("in"));
        user.takes = 4;
        Chardev chardev = old.open(config);
        chardev.attach(user);
        old.until(() -> user.text().length() >= 4);
        stopReading(chardev);
        String first = user.text();
        ChardevRig.write(chardev, "one ");
        Chardev taken = handOver(exec, config);
        next.until(() -> heir.text().length() + first.length() >= 10);
        assertEquals("0123456789", first + heir.text());
        ChardevRig.write(taken, "two");
        next.settle();
        assertEquals("one two", Files.readString(dir.resolve("out")));
    }
}
