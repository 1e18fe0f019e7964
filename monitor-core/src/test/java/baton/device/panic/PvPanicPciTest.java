package baton.device.panic;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import baton.device.pci.PciBus;
import baton.device.testing.FunctionRegisters;
import baton.device.testing.HostileGuestContract;
import baton.device.testing.Sections;
import baton.device.testing.VmStateContract;
import baton.machine.bus.IoDevice;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PvPanicPciTest implements VmStateContract<PvPanicPci>, HostileGuestContract {
    private static final long AT = 0xc0000000L;

    private final List<Integer> heard = new ArrayList<>();

    @Override
    public PvPanicPci fresh() {
        return new PvPanicPci("0000:00:02.0", new PvPanic(7, heard::add));
    }

    @Override
    public FunctionRegisters registers() {
        return FunctionRegisters.of(fresh());
    }

    @Override
    public int window() {
        return FunctionRegisters.CONFIG;
    }

    @Override
    public void unharmed(IoDevice device, boolean reset) throws Exception {
        byte[] saved = Sections.save(((FunctionRegisters) device).section());
        if (reset) {
            assertArrayEquals(Sections.save(fresh()), saved);
        } else {
            Sections.load(fresh(), saved);
        }
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
