package baton.machine.bus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class IoBusTest {
    /** Remembers its last access. */
    private static final class Probe implements IoDevice {
        String last = "";

        @Override
        public long read(int offset, int size) {
            last = "read " + offset + " " + size;
            return 0x55;
        }

        @Override
        public void write(int offset, long value, int size) {
            last = "write " + offset + " " + value + " " + size;
        }

        @Override
        public void reset() {}
    }

    private final Probe device = new Probe();

    @Test
    void claimedPort_reachesItsDeviceByOffset() {
        IoBus bus = new IoBus();
        bus.claim(0x3f8, 8, device);

        assertEquals(0x55, bus.read(0x3fd, 1));
        assertEquals("read 5 1", device.last);
        bus.write(0x3f8, 65, 1);
        assertEquals("write 0 65 1", device.last);
    }

    @Test
    void unclaimedPort_readsAllOnesAndSwallowsWrites() {
        IoBus bus = new IoBus();
        bus.claim(0x3f8, 8, device);

        assertEquals(-1, bus.read(0x400, 4));
        bus.write(0xffff, 1, 1);

        assertEquals("", device.last);
    }

    @Test
    void portClaimedTwice_isABoardsBug() {
        IoBus bus = new IoBus();
        bus.claim(0x70, 2, device);

        assertThrows(IllegalStateException.class, () -> bus.claim(0x71, 1, device));
    }

    @Test
    void memoryWindow_endsWhereItEnds() {
        MmioBus bus = new MmioBus();
        bus.claim(0xfeb00000L, 0x200, device);

        assertEquals(0x55, bus.read(0xfeb001fcL, 4));
        assertEquals("read 508 4", device.last);
        assertEquals(0, bus.read(0xfeb00200L, 4));
        bus.write(0xfeb00004L, 7, 4);
        assertEquals("write 4 7 4", device.last);
    }
}
