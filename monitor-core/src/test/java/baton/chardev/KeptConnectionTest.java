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
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A client that stays connected while the process it talks to becomes another: two registries, one after the other. */
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
        old.close();
        next.close();
    }

    private ChardevConfig config(boolean server) {
        ChardevConfig.SocketOptions how = new ChardevConfig.SocketOptions(false, false, false, 0, false);
        ChardevConfig.Address address =
                new ChardevConfig.UnixAddress(dir.resolve("s").toString());
        return new ChardevConfig.Socket("c", false, address, server, how);
    }

    private Chardev connected() throws IOException, ChardevException {
        Chardev chardev = old.open(config(true));
        chardev.attach(user);
        client = Sockets.unixConnect(dir.resolve("s").toString(), true);
        old.until(() -> user.events.contains("opened"));
        return chardev;
    }

    private Chardev handOver(byte[] left) throws ChardevException, IOException {
        Map<String, Fd> kept = old.chardevs.kept();
        assertEquals("[chardev/c]", kept.keySet().toString());
        next.left.put("c", kept.get("chardev/c").dup());
        Chardev chardev = next.open(config(true));
        next.chardevs.readFirst(left);
        return chardev;
    }

    private void type(String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        client.writeFully(bytes, 0, bytes.length);
    }

    @Test
    void client_talksToTheNextProcess_andNoticesNothing() throws Exception {
        Chardev chardev = connected();
        ChardevRig.write(chardev, "one ");
        old.settle();
        user.takes = 0;
        chardev.acceptInput();
        type("to whom?");
        old.settle();

        Chardev taken = handOver(new byte[0]);
        taken.attach(heir);
        old.close();
        next.until(() -> heir.text().equals("to whom?"));
        ChardevRig.write(taken, "two");
        next.settle();
        assertEquals("one two", ChardevRig.poll(client));
        assertTrue(taken.filename().startsWith("unix:"));
    }

    @Test
    void whatTheOldProcessCouldNotSend_comesFirst() throws Exception {
        Chardev chardev = connected();
        int written = 0;
        byte[] piece = new byte[4096];
        while (chardev.write(piece, 0, piece.length) == piece.length) {
            written += piece.length;
            old.settle();
            assertTrue(written < 10_000_000, "the socket takes everything");
        }
        old.chardevs.kept();
        byte[] left = old.chardevs.unread();
        assertTrue(left.length > 0);
        Chardev taken = handOver(left);
        taken.attach(heir);
        assertTrue(taken.room() < HostChardev.QUEUE_LIMIT, "what was queued there is queued here");
    }

    @Test
    void monitor_isNotHandedOn() throws Exception {
        user.goesOn = false;
        connected();
        assertTrue(old.chardevs.kept().isEmpty());
    }

    @Test
    void clientThatHasLeft_isNotHandedOn() throws Exception {
        connected();
        client.close();
        old.until(() -> user.events.contains("closed"));
        assertTrue(old.chardevs.kept().isEmpty());
    }

    @Test
    void clientOfOurs_goesOnWithItsConnection() throws Exception {
        Fd listener = Sockets.unixListen(dir.resolve("s").toString(), 1);
        Chardev chardev = old.open(config(false));
        chardev.attach(user);
        client = Sockets.accept(listener);
        next.left.put("c", old.chardevs.kept().get("chardev/c").dup());
        Chardev taken = next.open(config(false));
        taken.attach(heir);
        old.chardevs.release();
        old.close();
        type("still there");
        next.until(() -> heir.text().equals("still there"));
        assertFalse(ChardevRig.atEnd(client));
        listener.close();
    }
}
