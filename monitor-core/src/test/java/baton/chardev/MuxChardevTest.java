package baton.chardev;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import baton.chardev.testing.ChardevContract;
import baton.chardev.testing.ChardevRig;
import baton.chardev.testing.HostSide;
import baton.chardev.testing.RecordingFrontend;
import baton.nat.libc.Fd;
import baton.nat.libc.Sockets;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class MuxChardevTest {
    private static final ChardevConfig.SocketOptions PLAIN = new ChardevConfig.SocketOptions(false, false, false, 0);

    private final RecordingFrontend monitor = new RecordingFrontend();
    private final RecordingFrontend serial = new RecordingFrontend();
    private ChardevRig rig;
    private Fd user;
    private Chardev monitorPort;
    private Chardev serialPort;

    @BeforeEach
    void open() throws IOException {
        rig = new ChardevRig();
        Fd[] pair = Sockets.pair();
        user = pair[0];
        rig.chardevs.create(shared(pair[1]));
        monitorPort = rig.chardevs.claim("m");
        serialPort = rig.chardevs.claim("m");
        monitorPort.attach(monitor);
        serialPort.attach(serial);
        rig.settle();
    }

    @AfterEach
    void close() throws IOException {
        rig.close();
    }

    @Nested
    class PortContract implements ChardevContract {
        private Fd ours;

        @Override
        public ChardevConfig config(Path dir) throws IOException {
            Fd[] pair = Sockets.pair();
            ours = pair[0];
            return new ChardevConfig.Socket(
                    "c", true, new ChardevConfig.InheritedAddress(pair[1].release()), false, PLAIN);
        }

        @Override
        public HostSide host(ChardevRig its, Chardev chardev, Path dir) {
            return new HostSide() {
                @Override
                public void send(String text) throws IOException {
                    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
                    Sockets.send(ours, bytes, 0, bytes.length);
                }

                @Override
                public String poll() {
                    return ChardevRig.poll(ours);
                }
            };
        }
    }

    @Test
    void lastAttached_hasTheKeyboardUntilSwitched() throws IOException {
        type("ls\u0001cinfo\u0001cpwd");

        rig.until(() -> serial.text().equals("lspwd"));
        assertEquals("info", monitor.text());
        assertEquals(List.of("focus true", "focus false", "opened", "focus true", "focus false"), monitor.events);
        assertEquals(List.of("focus true", "opened", "focus false", "focus true"), serial.events);
    }

    @Test
    void unread_bringsTheKeyboardWhereItIs() throws IOException {
        serial.unread = "ls\u0001";
        assertEquals("\u0001cls\u0001\u0001", mux());

        type("\u0001c");
        rig.until(() -> serial.events.contains("focus false"));
        monitor.unread = "info";
        assertEquals("info", mux());
    }

    private String mux() {
        return new String(((MuxPort) serialPort).mux().unread(), StandardCharsets.ISO_8859_1);
    }

    @Test
    void escapeTyped_splitOverTwoReadsStillSwitches() throws IOException {
        type("\u0001");
        rig.settle();
        type("cx");

        rig.until(() -> monitor.text().equals("x"));
    }

    @Test
    void keysAfterTheEscape_doWhatQemusDo() throws IOException {
        type("\u0001\u0001\u0001z\u0001b");
        rig.until(() -> serial.events.contains("break"));
        assertEquals("\u0001", serial.text());

        type("\u0001h");
        String help = shown(200);
        assertEquals(
                "\n\rC-a h    print this help\n\rC-a x    exit emulator\n\r"
                        + "C-a s    save disk data back to file (if -snapshot)\n\rC-a t    toggle console timestamps\n\r"
                        + "C-a b    send break (magic sysrq)\n\rC-a c    switch between console and monitor\n\r"
                        + "C-a C-a  sends C-a\n\r",
                help);

        type("\u0001x");
        assertEquals("QEMU: Terminated\n\r", shown(18));
        assertEquals(List.of("quit"), rig.said);
    }

    @Test
    void outputOfAll_isMixed() throws IOException {
        ChardevRig.write(serialPort, "login: ");
        ChardevRig.write(monitorPort, "(qemu) ");

        assertEquals("login: (qemu) ", shown(14));
    }

    @Test
    void timestamps_beginEachLine() throws IOException {
        type("\u0001t");
        rig.settle();
        ChardevRig.write(serialPort, "half\nwhole\n");
        ChardevRig.write(serialPort, "next");
        String text = shown(4 + 1 + 15 + 6 + 15 + 4);

        assertTrue(text.matches("half\n\\[00:00:00\\.000] whole\n\\[00:00:0\\d\\.\\d{3}] next"), text);
    }

    @Test
    void busyFrontend_keepsAFewTypedBytesAndTheEscapeWorking() throws IOException {
        serial.takes = 0;
        type("abc\u0001cq");
        rig.until(() -> monitor.text().equals("q"));

        serial.takes = 1;
        serialPort.acceptInput();

        assertEquals("abc", serial.text());
    }

    @Test
    void fifthFrontend_isRefused() throws IOException {
        rig.chardevs.claim("m");
        rig.chardevs.claim("m");

        ChardevException refused = assertThrows(ChardevException.class, () -> rig.chardevs.claim("m"));

        assertEquals("too many uses of multiplexed chardev 'm' (maximum is 4)", refused.getMessage());
    }

    @Test
    void list_hasTheDeviceAndTheMux() {
        List<ChardevInfo> rows = rig.chardevs.list();

        assertEquals("m-base unix: true", row(rows.get(0)));
        assertEquals("m mux true", row(rows.get(1)));
    }

    @Test
    void otherSideLeaving_isToldToAll() throws IOException {
        user.close();

        rig.until(() -> serial.events.contains("closed"));
        assertTrue(monitor.events.contains("closed"));
    }

    private static String row(ChardevInfo info) {
        return info.label() + " " + info.filename() + " " + info.frontendOpen();
    }

    private static ChardevConfig shared(Fd socket) {
        return new ChardevConfig.Socket("m", true, new ChardevConfig.InheritedAddress(socket.release()), false, PLAIN);
    }

    private void type(String keys) throws IOException {
        byte[] bytes = keys.getBytes(StandardCharsets.ISO_8859_1);
        Sockets.send(user, bytes, 0, bytes.length);
    }

    private String shown(int length) {
        StringBuilder seen = new StringBuilder();
        rig.until(() -> seen.append(ChardevRig.poll(user)).length() >= length);
        return seen.toString();
    }
}
