package baton.cpr.state;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import baton.base.Bytes;
import baton.base.Closer;
import baton.base.Reporter;
import baton.nat.libc.Fd;
import baton.nat.libc.Memfd;
import baton.nat.libc.Sockets;
import baton.nat.libc.Sys;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CprStateTest {
    /** Where the list in wire-cpr-transfer-memfd.bin is over, and what QEMU 10.0 does not know begins. */
    private static final int END_OF_LIST = 0x97;

    private static final String FD_ERROR = "Failed to load element of type qlist for fds: -5";

    private final Closer closer = new Closer();
    private final List<String> said = new ArrayList<>();
    private final Reporter reporter = new Reporter() {
        @Override
        public void error(String text) {
            said.add(text);
        }

        @Override
        public void warn(String text) {
            said.add("warning: " + text);
        }
    };
    private Fd sender;
    private Fd receiver;

    @BeforeEach
    void open() throws IOException {
        Fd[] pair = Sockets.pair();
        sender = closer.add(pair[0]);
        receiver = closer.add(pair[1]);
        receiver.nonBlocking(true);
    }

    @AfterEach
    void close() throws IOException {
        closer.close();
    }

    private static byte[] captured(String name) throws IOException {
        try (InputStream in = CprStateTest.class.getResourceAsStream("/cpr/" + name)) {
            return in.readAllBytes();
        }
    }

    /** Sends bytes, with as many descriptors as asked for, and ends. */
    private void send(byte[] bytes, int fds) throws IOException {
        int[] numbers = new int[fds];
        for (int i = 0; i < fds; i++) {
            numbers[i] = closer.add(Memfd.create("m" + i, false)).number();
        }
        if (bytes.length > 0) {
            Sockets.send(sender, bytes, 0, bytes.length, numbers);
        }
        Sockets.shutdown(sender, Sys.SHUT_WR);
    }

    private List<CprFd> receive() throws IOException {
        SocketState.Receiver in = new SocketState.Receiver(receiver, reporter);
        List<CprFd> elements = null;
        for (int i = 0; elements == null && i < 100; i++) {
            elements = in.receive();
        }
        for (CprFd element : elements) {
            closer.add(element.fd());
        }
        return elements;
    }

    private static String names(List<CprFd> elements) {
        StringBuilder names = new StringBuilder();
        for (CprFd element : elements) {
            names.append(element.name()).append(' ');
        }
        return names.toString().trim();
    }

    @ParameterizedTest
    @CsvSource({
        "memfd, 6, /rom@etc/acpi/rsdp /rom@etc/table-loader /rom@etc/acpi/tables pc.rom pc.bios ram0",
        "shm, 6, /rom@etc/acpi/rsdp /rom@etc/table-loader /rom@etc/acpi/tables pc.rom pc.bios ram0",
        "file, 5, /rom@etc/acpi/rsdp /rom@etc/table-loader /rom@etc/acpi/tables pc.rom pc.bios",
        "unfinished, 2, pc.bios m0",
    })
    void qemusState_loads(String name, int fds, String names) throws IOException {
        send(captured("wire-cpr-transfer-" + name + ".bin"), fds);

        assertEquals(names, names(receive()));
        assertEquals(List.of(), said);
    }

    @Test
    void qemusMemfdState_loadsWithItsNumbers() throws IOException {
        byte[] state = captured("wire-cpr-exec-memfd.bin");
        List<Integer> numbers = new ArrayList<>();
        FdInput in = new FdInput(state, state.length) {
            @Override
            Fd getFd() throws IOException {
                int number = be32();
                numbers.add(number);
                return Fd.borrowed(number);
            }
        };

        assertEquals(6, CprState.read(in, reporter).size());
        assertEquals(List.of(0x17, 0x16, 0x09, 0x14, 0x13, 0x0c), numbers);
    }

    @Test
    void written_isQemusStateButForCarriersAndSubsection() throws IOException {
        Fd ram = closer.add(Memfd.create("ram", false));
        SocketState.send(
                sender,
                List.of(
                        new CprFd("/rom@etc/acpi/rsdp", 0, ram),
                        new CprFd("/rom@etc/table-loader", 0, ram),
                        new CprFd("/rom@etc/acpi/tables", 0, ram),
                        new CprFd("pc.rom", 0, ram),
                        new CprFd("pc.bios", 0, ram),
                        new CprFd("ram0", 0, ram)));
        byte[] bytes = new byte[4096];
        int length = 0;
        int fds = 0;
        while (length <= END_OF_LIST) {
            byte[] piece = new byte[4096];
            Sockets.Received received = Sockets.receive(receiver, piece, piece.length);
            System.arraycopy(piece, 0, bytes, length, received.length);
            length += received.length;
            for (Fd fd : received.fds) {
                closer.add(fd);
                fds++;
            }
        }

        byte[] expected = Arrays.copyOf(captured("wire-cpr-transfer-memfd.bin"), END_OF_LIST + 1);
        expected[END_OF_LIST] = SocketState.OURS;
        assertArrayEquals(expected, Arrays.copyOf(bytes, length));
        assertEquals(6, fds);
    }

    @Test
    void sent_comesBackAndIsKnownAsOurs() throws IOException {
        Fd ram = closer.add(Memfd.create("ram", false));
        ram.truncate(8192);
        SocketState.send(sender, List.of(new CprFd("ram0", 7, ram)));
        Sockets.shutdown(sender, Sys.SHUT_WR);
        SocketState.Receiver in = new SocketState.Receiver(receiver, reporter);
        List<CprFd> elements = null;
        while (elements == null) {
            elements = in.receive();
        }

        assertEquals("ram0", names(elements));
        assertEquals(7, elements.get(0).id());
        assertEquals(8192, closer.add(elements.get(0).fd()).size());
        assertTrue(in.fromBaton());
    }

    @Test
    void qemusState_isNotOurs() throws IOException {
        send(captured("wire-cpr-transfer-memfd.bin"), 6);
        SocketState.Receiver in = new SocketState.Receiver(receiver, reporter);
        List<CprFd> elements = null;
        while (elements == null) {
            elements = in.receive();
        }
        CprState.closeAll(elements);

        assertFalse(in.fromBaton());
    }

    @Test
    void throughMemfd_comesBackCloseOnExec() throws IOException {
        Fd ram = closer.add(Memfd.create("ram", false));
        Fd state = closer.add(MemfdState.create(List.of(new CprFd("ram0", 0, ram))));
        ram.closeOnExec(false);

        List<CprFd> elements = MemfdState.read(state, reporter);

        assertEquals("ram0", names(elements));
        assertEquals(ram.number(), elements.get(0).fd().number());
        assertTrue(ram.closeOnExec());
    }

    @Test
    void partialState_waitsForMore() throws IOException {
        byte[] state = captured("wire-cpr-transfer-memfd.bin");
        SocketState.Receiver in = new SocketState.Receiver(receiver, reporter);
        Sockets.send(sender, state, 0, 20);

        assertNull(in.receive());
        assertNull(in.receive());
    }

    @Test
    void bytesAfterTheEnd_areIgnoredAndNotWaitedFor() throws IOException {
        byte[] state = captured("wire-cpr-transfer-memfd.bin");
        byte[] longer = Arrays.copyOf(state, state.length + 3);
        Arrays.fill(longer, state.length, longer.length, (byte) 0x77);
        int[] fds = new int[6];
        Arrays.fill(fds, closer.add(Memfd.create("m", false)).number());
        Sockets.send(sender, longer, 0, longer.length, fds);

        assertEquals(6, receive().size());
    }

    @Test
    void descriptorNobodyAskedFor_isToldAndClosed() throws IOException {
        send(captured("wire-cpr-transfer-memfd.bin"), 7);

        assertEquals(6, receive().size());
        assertEquals(1, said.size());
        assertTrue(said.get(0).startsWith("warning: qemu_fclose: received fd "));
    }

    private void refused(String error, byte[] state, int fds) throws IOException {
        send(state, fds);
        assertEquals(error, assertThrows(IOException.class, this::receive).getMessage());
    }

    @Test
    void badMagic_isTold() throws IOException {
        refused("Not a migration stream (bad magic 5145564d)", new byte[] {0x51, 0x45, 0x56, 0x4d, 0, 0, 0, 3}, 0);
    }

    @Test
    void nothing_isTold() throws IOException {
        refused("Not a migration stream (bad magic 0)", new byte[0], 0);
    }

    @Test
    void badVersion_isTold() throws IOException {
        refused("Unsupported migration stream version 2", new byte[] {0x51, 0x43, 0x50, 0x52, 0, 0, 0, 2}, 0);
    }

    @Test
    void endAfterHeader_isTold() throws IOException {
        refused("Failed to load CprState state: stream error: -5", new byte[] {0x51, 0x43, 0x50, 0x52, 0, 0, 0, 1}, 0);
    }

    @Test
    void elementWithoutDescriptor_isTold() throws IOException {
        refused(FD_ERROR, captured("wire-cpr-transfer-memfd.bin"), 5);
        assertEquals(List.of("Failed to load cpr fd state: stream error: -5"), said);
    }

    @Test
    void unknownSubsection_isTold() throws IOException {
        byte[] state = new byte[9 + 2 + 12 + 4];
        System.arraycopy(captured("wire-cpr-transfer-memfd.bin"), 0, state, 0, 8);
        state[9] = 5;
        state[10] = 12;
        System.arraycopy("CprState/foo".getBytes(StandardCharsets.US_ASCII), 0, state, 11, 12);
        refused("VM subsection 'CprState/foo' in 'CprState' does not exist", state, 0);
    }

    @ParameterizedTest
    @CsvSource({"-1", "0", "2147483647", "5000", "3"})
    void nameLengthThatIsNone_isTold(int length) throws IOException {
        byte[] state = captured("wire-cpr-transfer-memfd.bin");
        Bytes.put32(state, 9, length);
        refused(FD_ERROR, state, 6);
    }

    @Test
    void cutAnywhere_isRefusedOrWhole() throws IOException {
        byte[] state = captured("wire-cpr-transfer-memfd.bin");
        for (int cut = 0; cut < state.length; cut++) {
            close();
            open();
            send(Arrays.copyOf(state, cut), cut == 0 ? 0 : 6);
            // From the end of the list on, QEMU too misses nothing but the subsection.
            if (cut < 0x97) {
                assertThrows(IOException.class, this::receive, "cut at " + cut);
            }
        }
    }

    @Test
    void flippedAnywhere_endsInElementsOrAnError() throws IOException {
        byte[] state = captured("wire-cpr-transfer-memfd.bin");
        for (int at = 0; at < state.length; at++) {
            close();
            open();
            byte[] bad = state.clone();
            bad[at] ^= (byte) 0xff;
            send(bad, 6);
            try {
                assertTrue(receive().size() <= 6);
            } catch (IOException e) {
                assertFalse(e.getMessage().isEmpty());
            }
        }
    }

    @Test
    void outgoing_listsTheLastMadeFirst_andWhatWasLeft() throws IOException {
        Fd fd = closer.add(Memfd.create("x", false));
        CprFds inherited = new CprFds(List.of(new CprFd("unknown", 0, fd)));

        assertEquals("unknown", names(CprFds.outgoing(List.of(), inherited)));
        assertNull(inherited.take("ram0"));
        assertEquals(fd, inherited.take("unknown"));
        assertEquals("", names(CprFds.outgoing(List.of(), inherited)));
    }
}
