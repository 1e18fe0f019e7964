package baton.device.pci;

import static org.junit.jupiter.api.Assertions.assertEquals;

import baton.device.ich9.Ich9Lpc;
import baton.device.ich9.Ich9Pm;
import baton.device.ich9.Port92;
import baton.device.testing.FakePower;
import baton.machine.bus.IoDevice;
import baton.machine.irq.IrqLine;
import baton.machine.time.testing.FakeClock;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A guest that writes anything anywhere into the chipset gets answers, and finds it whole after a reset. */
class PciFuzzTest {
    private final FakePower power = new FakePower();
    private final Ich9Pm pm = new Ich9Pm(new FakeClock(0), IrqLine.NONE, power);
    private final Ich9Lpc lpc = new Ich9Lpc(pm, power, 0x600, 0xfed1c000);
    private final Mch mch = new Mch(0xb0000000L);
    private final PciBus bus = new PciBus();

    @Test
    void anyAccessToTheChipset_isAnswered() {
        bus.add(0, 0, mch.function());
        bus.add(31, 0, lpc.function());
        PciEcam ecam = new PciEcam(bus);
        IoDevice[] devices = {
            new PciHost(bus, lpc.resetControl()), ecam, lpc.apm(), lpc.chipConfig(), new Port92(power), pm
        };
        int[] windows = {8, 0x10000000, 2, 0x4000, 1, 0x80};
        Random random = new Random(1);

        for (int i = 0; i < 200_000; i++) {
            int which = random.nextInt(devices.length);
            int offset = random.nextInt(windows[which]);
            int size = 1 << random.nextInt(4);
            long value = random.nextBoolean() ? random.nextLong() : 0x80000000L | random.nextInt(1 << 24);
            devices[which].write(offset, value, size);
            devices[which].read(offset, size);
        }
        for (IoDevice device : devices) {
            device.reset();
        }
        mch.reset();
        lpc.reset();

        assertEquals(0x29c08086, ecam.read(0, 4));
        assertEquals(0x29188086, ecam.read(31 << 15, 4));
        assertEquals(0xb0000001L, ecam.read(0x60, 4));
        assertEquals(0x601, ecam.read(31 << 15 | 0x40, 4));
    }
}
