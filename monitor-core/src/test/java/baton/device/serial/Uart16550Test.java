package baton.device.serial;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import baton.device.testing.DeviceContract;
import baton.device.testing.Sections;
import baton.machine.irq.IrqLine;
import baton.machine.time.testing.FakeClock;
import baton.migration.vmstate.VmStateException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Uart16550Test implements DeviceContract<Uart16550> {
    private static final int DATA = 0;
    private static final int IER = 1;
    private static final int IIR = 2;
    private static final int LCR = 3;
    private static final int MCR = 4;
    private static final int LSR = 5;
    private static final int MSR = 6;

    private final FakeHost host = new FakeHost();
    private final FakeClock clock = new FakeClock(1000);
    private boolean level;
    private final IrqLine irq = new IrqLine() {
        @Override
        public void set(boolean newLevel) {
            level = newLevel;
        }
    };
    private final Uart16550 uart = new Uart16550(0, irq, host, clock);

    @BeforeEach
    void guestRuns() {
        uart.vmStarting();
    }

    @Override
    public Uart16550 fresh() {
        return new Uart16550(0, IrqLine.NONE, new FakeHost(), new FakeClock(1000));
    }

    @Override
    public void disturb(Uart16550 device) {
        device.write(IIR, 0xc1, 1);
        device.write(IER, 0x0f, 1);
        device.write(LCR, 3, 1);
        device.received("pending input".getBytes(StandardCharsets.US_ASCII), 13, java.util.List.of());
        device.write(DATA, 'x', 1);
        device.read(LSR, 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"mv1", "mv1-plain", "mv1-cpr-reboot", "mv2-hlt"})
    void streamOfQemu_isLoadedAndSavedAlike(String stream) throws Exception {
        byte[] body = Sections.golden(stream + "-serial-0");

        Sections.load(uart, body);
        uart.commit();

        assertArrayEquals(body, Sections.save(uart));
    }

    @Test
    void byteWritten_reachesTheHostAndRaisesThre() {
        uart.write(IER, 2, 1);
        uart.read(IIR, 1);

        uart.write(DATA, 'A', 1);

        assertEquals("A", host.text());
        assertEquals(0x60, uart.read(LSR, 1));
        assertTrue(level);
        assertEquals(2, uart.read(IIR, 1));
        assertFalse(level);
    }

    @Test
    void fullHost_holdsTheTransmitterUntilThereIsRoom() {
        uart.write(IIR, 1, 1);
        host.room = 1;

        uart.write(DATA, 'A', 1);
        uart.write(DATA, 'B', 1);
        uart.write(DATA, 'C', 1);

        assertEquals("A", host.text());
        assertEquals(0, uart.read(LSR, 1) & 0x40);
        host.drainAll();
        assertEquals("ABC", host.text());
        assertEquals(0x60, uart.read(LSR, 1));
    }

    @Test
    void outputHeldBack_survivesMigration() throws Exception {
        uart.write(IIR, 1, 1);
        host.room = 0;
        uart.write(DATA, 'A', 1);
        uart.write(DATA, 'B', 1);
        FakeHost otherHost = new FakeHost();
        Uart16550 other = new Uart16550(0, irq, otherHost, clock);

        Sections.load(other, Sections.save(uart));
        other.commit();

        assertEquals("AB", otherHost.text());
        assertEquals(0x60, other.read(LSR, 1));
    }

    @Test
    void inputInTheFifo_survivesMigrationWithItsInterrupt() throws Exception {
        uart.write(IIR, 1, 1);
        uart.write(IER, 1, 1);
        host.type("hi");
        Uart16550 other = new Uart16550(0, irq, new FakeHost(), clock);
        level = false;

        Sections.load(other, Sections.save(uart));
        other.commit();

        assertTrue(level);
        assertEquals('h', other.read(DATA, 1));
        assertEquals('i', other.read(DATA, 1));
        assertEquals(0, other.read(LSR, 1) & 1);
        assertFalse(level);
    }

    @Test
    void moreInputThanTheFifoHolds_waitsAtTheHost() {
        uart.write(IIR, 1, 1);

        host.type("0123456789abcdefXYZ");

        assertTrue(host.inputWaits());
        StringBuilder read = new StringBuilder();
        for (int i = 0; i < 19; i++) {
            read.append((char) uart.read(DATA, 1));
            host.turn();
        }
        assertEquals("0123456789abcdefXYZ", read.toString());
        assertEquals(0, uart.read(LSR, 1) & 2);
    }

    @Test
    void inputBelowTheTriggerLevel_interruptsByTimeout() {
        uart.write(IIR, 0xc1, 1);
        uart.write(IER, 1, 1);

        host.type("x");

        assertFalse(level);
        clock.advance(1_000_000_000L);
        assertTrue(level);
        assertEquals(0xcc, uart.read(IIR, 1));
        assertEquals('x', uart.read(DATA, 1));
        assertFalse(level);
    }

    @Test
    void loopback_returnsDataAndModemLines() {
        uart.write(MCR, 0x1f, 1);

        uart.write(DATA, 'L', 1);

        assertEquals('L', uart.read(DATA, 1));
        assertEquals("", host.text());
        assertEquals(0xf0, uart.read(MSR, 1));
    }

    @Test
    void divisorLatch_hidesDataAndIer() {
        uart.write(LCR, 0x80, 1);

        uart.write(DATA, 0x34, 1);
        uart.write(IER, 0x12, 1);

        assertEquals(0x34, uart.read(DATA, 1));
        assertEquals(0x12, uart.read(IER, 1));
        assertEquals("", host.text());
    }

    @Test
    void busyTransmitterWithoutAByte_isRefusedInQemusWords() throws Exception {
        byte[] body = Sections.golden("mv1-serial-0");
        body[7] = 0x20; // lsr without TEMT

        VmStateException e = assertThrows(VmStateException.class, () -> Sections.load(uart, body));

        assertEquals("inconsistent state in serial device (tsr not empty, tsr_retry=0", e.getMessage());
    }

    @Test
    void overlongFifoInStream_isRefused() throws Exception {
        uart.write(IIR, 1, 1);
        host.type("x");
        byte[] body = Sections.walk(uart);
        int marker = new String(body, StandardCharsets.ISO_8859_1).indexOf("serial/recv_fifo");
        body[marker + 16 + 4 + 16 + 4 + 3] = 17;

        VmStateException e = assertThrows(VmStateException.class, () -> Sections.load(fresh(), body));

        assertEquals("serial: recv_fifo holds 17 of 16 bytes from position 0", e.getMessage());
    }

    @Test
    void breakOnTheLine_isAZeroByteMarkedInTheLineStatus() {
        uart.write(IER, 4, 1);

        uart.breakReceived();

        assertTrue(level, "receiver line status interrupt");
        assertEquals(0x11, uart.read(LSR, 1) & 0x11);
        assertEquals(0, uart.read(DATA, 1));
        assertEquals(0, uart.read(LSR, 1) & 0x11);
    }

    @Test
    void inputWhileTheGuestStandsStill_waitsAtTheHost() {
        uart.vmStopped();
        assertEquals(0, uart.canReceive());

        uart.vmStarting();

        assertTrue(uart.canReceive() > 0);
    }
}
