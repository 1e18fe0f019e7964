package baton.chardev;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import baton.chardev.testing.ChardevContract;
import baton.chardev.testing.ChardevRig;
import baton.chardev.testing.HostSide;
import baton.chardev.testing.RecordingFrontend;
import baton.nat.libc.Fd;
import baton.nat.libc.PseudoTerminal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Chardevs whose other side is there from the start: file, pipe, ringbuf, null, pty. */
@Timeout(30)
class FixedChardevTest {
    @Nested
    class FileContract implements ChardevContract {
        @Override
        public ChardevConfig config(Path dir) {
            return new ChardevConfig.Output("c", false, dir.resolve("out").toString(), false, null);
        }

        @Override
        public HostSide host(ChardevRig rig, Chardev chardev, Path dir) {
            return fds(open(dir.resolve("out"), 0), null);
        }

        @Override
        public boolean hasInput() {
            return false;
        }

        @Override
        public boolean hostMayStall() {
            return false;
        }
    }

    @Nested
    class PipePairContract implements ChardevContract {
        @Override
        public ChardevConfig config(Path dir) throws IOException {
            fifo(dir.resolve("p.in"));
            fifo(dir.resolve("p.out"));
            return new ChardevConfig.Pipe("c", false, dir.resolve("p").toString());
        }

        @Override
        public HostSide host(ChardevRig rig, Chardev chardev, Path dir) {
            return fds(open(dir.resolve("p.out"), 2), open(dir.resolve("p.in"), 2));
        }
    }

    @Nested
    class RingbufContract implements ChardevContract {
        @Override
        public ChardevConfig config(Path dir) {
            return new ChardevConfig.Ringbuf("c", false, 1 << 18);
        }

        @Override
        public HostSide host(ChardevRig rig, Chardev chardev, Path dir) {
            return new HostSide() {
                @Override
                public void send(String text) {
                    throw new UnsupportedOperationException();
                }

                @Override
                public String poll() {
                    try {
                        return new String(rig.chardevs.readRingbuf("c", 1 << 20), StandardCharsets.ISO_8859_1);
                    } catch (ChardevException e) {
                        throw new AssertionError(e);
                    }
                }
            };
        }

        @Override
        public boolean hasInput() {
            return false;
        }

        @Override
        public boolean hostMayStall() {
            return false;
        }
    }

    @Nested
    class PtyContract implements ChardevContract {
        @Override
        public ChardevConfig config(Path dir) {
            return new ChardevConfig.Pty("c", false, dir.resolve("tty").toString());
        }

        @Override
        public HostSide host(ChardevRig rig, Chardev chardev, Path dir) {
            Fd other = open(dir.resolve("tty"), 2);
            RecordingFrontend none = new RecordingFrontend();
            rig.until(() -> ((HostChardev) chardev).connected());
            assertEquals("", none.text());
            return fds(other, other);
        }
    }

    @Nested
    class DeviceContract implements ChardevContract {
        private PseudoTerminal line;

        @Override
        public ChardevConfig config(Path dir) throws IOException {
            line = PseudoTerminal.open();
            return new ChardevConfig.Device("c", false, line.path());
        }

        @Override
        public HostSide host(ChardevRig rig, Chardev chardev, Path dir) {
            assertEquals("serial", chardev.filename());
            return fds(line.master(), line.master());
        }
    }

    @Test
    void fileWithoutAppend_isEmptiedFirst(@TempDir Path dir) throws IOException {
        Path path = Files.writeString(dir.resolve("f"), "old");
        try (ChardevRig rig = new ChardevRig()) {
            Chardev chardev = rig.open(new ChardevConfig.Output("f", false, path.toString(), false, null));
            ChardevRig.write(chardev, "new");
            chardev.drain(1000);
            assertEquals("file", chardev.filename());
        }

        assertEquals("new", Files.readString(path));
    }

    @Test
    void fileWithAppend_keepsWhatIsThere(@TempDir Path dir) throws IOException {
        Path path = Files.writeString(dir.resolve("f"), "old ");
        try (ChardevRig rig = new ChardevRig()) {
            Chardev chardev = rig.open(new ChardevConfig.Output("f", false, path.toString(), true, null));
            ChardevRig.write(chardev, "new");
            chardev.drain(1000);
        }

        assertEquals("old new", Files.readString(path));
    }

    @Test
    void fileWithInputPath_readsItToItsEnd(@TempDir Path dir) throws IOException {
        Path input = Files.writeString(dir.resolve("in"), "typed");
        try (ChardevRig rig = new ChardevRig()) {
            Chardev chardev = rig.open(
                    new ChardevConfig.Output("f", false, dir.resolve("out").toString(), false, input.toString()));
            RecordingFrontend frontend = new RecordingFrontend();
            frontend.takes = 2;

            chardev.attach(frontend);

            rig.until(() -> frontend.text().equals("typed"));
            rig.settle();
            ChardevRig.write(chardev, "still open");
            chardev.drain(1000);
        }
        assertEquals("still open", Files.readString(dir.resolve("out")));
    }

    @Test
    void unopenableFiles_areRefusedInQemusWords() throws IOException {
        try (ChardevRig rig = new ChardevRig()) {
            assertEquals(
                    "Could not open '/nonexistent/f': No such file or directory",
                    refusal(rig, new ChardevConfig.Output("x", false, "/nonexistent/f", false, null)));
            assertEquals(
                    "Could not open '/nonexistent/f': No such file or directory",
                    refusal(rig, new ChardevConfig.Pipe("x", false, "/nonexistent/f")));
            assertEquals(0, rig.chardevs.list().size());
        }
    }

    @Test
    void fullDisk_dropsOutputAndGoesOn() throws IOException {
        try (ChardevRig rig = new ChardevRig()) {
            Chardev chardev = rig.open(new ChardevConfig.Output("f", false, "/dev/full", true, null));

            ChardevRig.write(chardev, "lost");
            rig.settle();

            assertEquals(HostChardev.QUEUE_LIMIT, chardev.room());
        }
    }

    @Test
    void ringbuf_keepsTheLastBytes() throws IOException {
        try (ChardevRig rig = new ChardevRig()) {
            Chardev chardev = rig.open(new ChardevConfig.Ringbuf("r", false, 4));

            ChardevRig.write(chardev, "abcdef");

            assertEquals("cd", new String(rig.chardevs.readRingbuf("r", 2), StandardCharsets.US_ASCII));
            assertEquals("ef", new String(rig.chardevs.readRingbuf("r", 9), StandardCharsets.US_ASCII));
            assertEquals("ringbuf", chardev.filename());
        }
    }

    @Test
    void ringbufSize_mustBeAPowerOfTwo() {
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> new ChardevConfig.Ringbuf("r", false, 3));

        assertEquals("size of ringbuf chardev must be power of two", refused.getMessage());
    }

    @Test
    void nullChardev_takesEverything() throws IOException {
        try (ChardevRig rig = new ChardevRig()) {
            Chardev chardev = rig.open(new ChardevConfig.Null("n", false));
            RecordingFrontend frontend = new RecordingFrontend();
            chardev.attach(frontend);

            for (int i = 0; i < 100; i++) {
                assertEquals(4096, chardev.write(new byte[4096], 0, 4096));
                rig.settle();
            }

            assertEquals("opened", frontend.events.get(0));
            assertEquals("null", chardev.filename());
        }
    }

    @Test
    void pty_saysWhereItIsAndSurvivesItsUserLeaving(@TempDir Path dir) throws IOException {
        try (ChardevRig rig = new ChardevRig()) {
            Chardev chardev = rig.open(new ChardevConfig.Pty("p", false, null));
            RecordingFrontend frontend = new RecordingFrontend();
            chardev.attach(frontend);
            String path = chardev.filename().substring("pty:".length());
            assertEquals("char device redirected to " + path + " (label p)", rig.said.get(0));

            Fd user = open(Path.of(path), 2);
            rig.until(() -> frontend.events.contains("opened"));
            user.close();

            rig.until(() -> frontend.events.contains("closed"));
        }
    }

    private static String refusal(ChardevRig rig, ChardevConfig config) {
        return assertThrows(ChardevException.class, () -> rig.chardevs.create(config))
                .getMessage();
    }

    private static void fifo(Path path) throws IOException {
        try {
            new ProcessBuilder("mkfifo", path.toString()).start().waitFor();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private static Fd open(Path path, int flags) {
        try {
            return baton.nat.libc.Files.open(path.toString(), flags, 0);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static HostSide fds(Fd from, Fd to) {
        return new HostSide() {
            @Override
            public void send(String text) throws IOException {
                byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
                to.writeFully(bytes, 0, bytes.length);
            }

            @Override
            public String poll() {
                return ChardevRig.poll(from);
            }
        };
    }
}
