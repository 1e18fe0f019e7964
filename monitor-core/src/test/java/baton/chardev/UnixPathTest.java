package baton.chardev;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import baton.chardev.testing.ChardevRig;
import baton.chardev.testing.RecordingFrontend;
import baton.nat.libc.Fd;
import baton.nat.libc.Sockets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnixPathTest {
    @TempDir
    Path dir;

    private String path;
    private Fd own;
    private UnixPath name;

    @BeforeEach
    void bind() throws IOException {
        path = dir.resolve("s").toString();
        own = UnixPath.listen(path);
        name = UnixPath.bound(path);
    }

    @AfterEach
    void close() throws IOException {
        own.close();
    }

    private Fd somebodyElse() throws IOException {
        return UnixPath.listen(path);
    }

    private void assertReclaimed() throws IOException {
        Fd anew = name.reclaim();
        assertNotNull(anew);
        own.close();
        own = anew;
        assertTrue(name.leadsHere());
        Sockets.unixConnect(path, true).close();
        assertNotNull(Sockets.accept(own));
    }

    @Test
    void pathOfAnotherThatServesIt_isItsUntilItEnds() throws IOException {
        Fd other = somebodyElse();
        assertFalse(name.leadsHere());
        assertNull(name.reclaim());
        assertNull(Sockets.accept(other), "was disturbed");

        other.close();
        assertReclaimed();
    }

    @Test
    void pathThatIsGone_isBoundAgain() throws IOException {
        Files.delete(Path.of(path));
        assertFalse(name.leadsHere());
        assertReclaimed();
    }

    @Test
    void serverUnderAnotherName_isFoundByAsking() throws IOException {
        Fd other = UnixPath.listen(dir.resolve("t").toString());
        Files.delete(Path.of(path));
        Files.createLink(Path.of(path), dir.resolve("t"));
        assertNull(name.reclaim());
        other.close();
        assertReclaimed();
    }

    @Test
    void fileInItsPlace_isLeftAlone() throws IOException {
        Files.delete(Path.of(path));
        Files.writeString(Path.of(path), "precious");
        assertNull(name.reclaim());
        assertEquals("precious", Files.readString(Path.of(path)));
    }

    @Test
    void folderThatIsGone_isNoFault() throws IOException {
        Files.delete(Path.of(path));
        Files.delete(dir);
        assertNull(name.reclaim());
        Files.createDirectory(dir);
        assertReclaimed();
    }

    @Test
    void end_removesOnlyWhatIsOurs() throws IOException {
        Fd other = somebodyElse();
        name.remove();
        assertTrue(Files.exists(Path.of(path)));
        other.close();
        assertReclaimed();
        name.remove();
        assertFalse(Files.exists(Path.of(path)));
    }

    @Test
    void server_isReachedAgain_andItsClientOfBeforeStays() throws IOException {
        String served = dir.resolve("t").toString();
        RecordingFrontend frontend = new RecordingFrontend();
        try (ChardevRig rig = new ChardevRig()) {
            ChardevConfig.SocketOptions plain = new ChardevConfig.SocketOptions(false, false, false, 0);
            ChardevConfig.Address address = new ChardevConfig.UnixAddress(served);
            rig.open(new ChardevConfig.Socket("c", false, address, true, plain)).attach(frontend);
            Fd client = Sockets.unixConnect(served, true);
            rig.until(() -> frontend.events.size() == 1);
            Fd other = UnixPath.listen(served);
            assertFalse(rig.chardevs.reclaim());

            other.close();
            assertTrue(rig.chardevs.reclaim());

            Sockets.send(client, new byte[] {'x'}, 0, 1);
            rig.until(() -> frontend.text().equals("x"));
            client.close();
            rig.until(() -> frontend.events.size() == 2);
            Fd next = Sockets.unixConnect(served, true);
            rig.until(() -> frontend.events.size() == 3);
            next.close();
        }
    }
}
