package baton.chardev;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import baton.chardev.testing.ChardevRig;
import baton.chardev.testing.RecordingFrontend;
import baton.nat.libc.Fd;
import baton.nat.libc.Files;
import baton.nat.libc.Pipe;
import baton.nat.libc.PseudoTerminal;
import baton.nat.libc.Sockets;
import baton.nat.libc.Sys;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class StdioBackendTest {
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

    @Test
    void pipes_areUsedWithoutTouchingTheShellsOpenFiles() throws IOException {
        Pipe typed = Pipe.create();
        Pipe shown = Pipe.create();
        HostChardev stdio = stdio(typed.reader(), shown.writer());

        send(typed.writer(), "info\n");
        rig.until(() -> frontend.text().equals("info\n"));
        ChardevRig.write(stdio, "(qemu) ");
        rig.settle();

        assertEquals("(qemu) ", ChardevRig.poll(shown.reader()));
        assertEquals(0, typed.reader().statusFlags() & Sys.O_NONBLOCK);
        assertEquals(0, shown.writer().statusFlags() & Sys.O_NONBLOCK);
        assertEquals("stdio", stdio.filename());
        stdio.close();
    }

    @Test
    void endOfInput_leavesTheMonitorItsOutput() throws IOException {
        Pipe typed = Pipe.create();
        Pipe shown = Pipe.create();
        HostChardev stdio = stdio(typed.reader(), shown.writer());
        send(typed.writer(), "quit?");
        typed.writer().close();

        rig.until(() -> frontend.text().equals("quit?"));
        rig.settle();
        ChardevRig.write(stdio, "still here");
        rig.settle();

        assertEquals("still here", ChardevRig.poll(shown.reader()));
        assertEquals(List.of("opened"), frontend.events);
        stdio.close();
    }

    @Test
    void whatAnotherProcessHadRead_comesFirst() throws IOException {
        Pipe typed = Pipe.create();
        Pipe shown = Pipe.create();
        send(typed.writer(), "tus");
        HostChardev stdio = stdio(typed.reader(), shown.writer(), "info sta");

        rig.until(() -> frontend.text().equals("info status"));
        stdio.close();
    }

    @Test
    void whatAnotherProcessHadRead_waitsForRoomAndIsLeftToTheNext() throws IOException {
        Pipe typed = Pipe.create();
        Pipe shown = Pipe.create();
        frontend.takes = 0;
        HostChardev stdio = stdio(typed.reader(), shown.writer(), "abcdef");
        rig.settle();
        assertEquals("", frontend.text());

        frontend.takes = 4;
        frontend.unread = "ab";
        stdio.acceptInput();
        assertEquals("ababcdef", new String(stdio.unread(), StandardCharsets.US_ASCII));

        rig.until(() -> frontend.text().equals("abcdef"));
        assertEquals("ab", new String(stdio.unread(), StandardCharsets.US_ASCII));
        stdio.close();
    }

    @Test
    void fileAsInput_isReadToItsEnd(@TempDir Path dir) throws IOException {
        Path script = java.nio.file.Files.writeString(dir.resolve("script"), "info status\nquit\n");
        Fd file = Files.open(script.toString(), Sys.O_RDONLY, 0);
        Fd shown = Files.open(dir.resolve("shown").toString(), Sys.O_WRONLY | Sys.O_CREAT, 0600);

        HostChardev stdio = stdio(file, shown);

        rig.until(() -> frontend.text().equals("info status\nquit\n"));
        ChardevRig.write(stdio, "done");
        stdio.drain(1000);
        assertEquals("done", java.nio.file.Files.readString(dir.resolve("shown")));
        stdio.close();
    }

    @Test
    void devNull_isAnEndAtOnceAndASink() throws IOException {
        Fd nothing = Files.open("/dev/null", Sys.O_RDWR, 0);
        HostChardev stdio = stdio(nothing, nothing);

        ChardevRig.write(stdio, "gone");
        rig.settle();

        assertEquals(HostChardev.QUEUE_LIMIT, stdio.room());
        assertEquals(List.of("opened"), frontend.events);
        stdio.close();
    }

    @Test
    void closedDescriptors_giveAndTakeNothing() throws IOException {
        HostChardev stdio = stdio(Fd.borrowed(999), Fd.borrowed(998));

        ChardevRig.write(stdio, "gone");
        rig.settle();

        assertEquals(HostChardev.QUEUE_LIMIT, stdio.room());
        stdio.close();
    }

    @Test
    void sockets_getTheirBlockingBackAtClose() throws IOException {
        Fd[] pair = Sockets.pair();
        HostChardev stdio = stdio(pair[0], pair[0].dup());
        assertTrue((pair[0].statusFlags() & Sys.O_NONBLOCK) != 0);

        stdio.close();

        assertEquals(0, pair[0].statusFlags() & Sys.O_NONBLOCK);
    }

    @Test
    void readerThatIsGone_losesOutputAndNothingElse() throws IOException {
        Pipe typed = Pipe.create();
        Pipe shown = Pipe.create();
        HostChardev stdio = stdio(typed.reader(), shown.writer());
        shown.reader().close();

        ChardevRig.write(stdio, "x".repeat(60_000));
        send(typed.writer(), "on");

        rig.until(() -> frontend.text().equals("on"));
        assertEquals(HostChardev.QUEUE_LIMIT, stdio.room());
        stdio.close();
    }

    @Test
    void terminal_isRawMeanwhileAndAsBeforeAfterwards() throws Exception {
        PseudoTerminal pty = PseudoTerminal.open();
        Fd side = Files.open(pty.path(), Sys.O_RDWR | Sys.O_NOCTTY, 0);
        stty(pty.path(), "sane");
        String before = stty(pty.path(), "-g");
        HostChardev stdio = stdio(side, side);
        assertTrue(stdio.isTerminal());
        assertTrue(stty(pty.path(), "-a").contains("-icanon"));

        send(pty.master(), "i");
        rig.until(() -> frontend.text().equals("i"));
        stdio.close();

        assertEquals(before, stty(pty.path(), "-g"));
        assertFalse((side.statusFlags() & Sys.O_NONBLOCK) != 0);
    }

    private HostChardev stdio(Fd input, Fd output) throws IOException {
        return stdio(input, output, "");
    }

    private HostChardev stdio(Fd input, Fd output, String first) throws IOException {
        HostChardev chardev = new HostChardev(rig.loop, "stdio0", Cpr.AUTO);
        StdioBackend backend = new StdioBackend(input, output, true);
        chardev.backend(backend);
        chardev.connect(backend.wire());
        chardev.readFirst(first.getBytes(StandardCharsets.US_ASCII));
        chardev.attach(frontend);
        return chardev;
    }

    private static void send(Fd to, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        to.writeFully(bytes, 0, bytes.length);
    }

    private static String stty(String path, String what) throws Exception {
        Process process = new ProcessBuilder(Arrays.asList("stty", "-F", path, what)).start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        assertEquals(0, process.waitFor());
        return text;
    }
}
