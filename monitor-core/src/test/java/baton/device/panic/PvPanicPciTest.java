package baton.device.panic;

import static org.junit.jupiter.api.Assertions.assertEquals;

import baton.device.pci.PciBus;
import baton.device.testing.VmStateContract;
import baton.machine.bus.IoDevice;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PvPanicPciTest implements VmStateContract<PvPanicPci> {
    private static final long AT = 0xc0000000L;

    private final List<Integer> heard = new ArrayList<>();

    @Override
    public PvPanicPci fresh() {
        return new PvPanicPci("0000:00:02.0", new PvPanic(7, heard::add));
    }

    @Override
    public void disturb(PvPanicPci section) {
        section.function().write(0x10, AT, 4);
        section.function().write(4, 2, 2);
    }

    @Test
    void whatAGuestWritesToItsWindow_isReported() {
        PvPanicPci device = fresh();
        PciBus bus = new PciBus();
        bus.add(2, 0, device.function());
        IoDevice memory = bus.map().memoryFrom(AT);
        memory.write(0, 1, 1);
        assertEquals(List.of(), heard, "it is nowhere yet");

        disturb(device);
        bus.map().update();

        assertEquals(7, memory.read(0, 1));
        memory.write(0, 1, 1);
        assertEquals(List.of(1), heard);
        assertEquals(0x00111b36, device.function().identity());
    }
}
