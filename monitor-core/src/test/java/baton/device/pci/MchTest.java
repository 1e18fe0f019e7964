package baton.device.pci;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import baton.device.testing.FunctionRegisters;
import baton.device.testing.HostileGuestContract;
import baton.device.testing.Sections;
import baton.device.testing.VmStateContract;
import baton.machine.bus.IoDevice;
import baton.migration.vmstate.VmStateException;
import org.junit.jupiter.api.Test;

class MchTest implements VmStateContract<Mch>, HostileGuestContract {
    private static final long ECAM = 0xb0000000L;

    @Override
    public Mch fresh() {
        return new Mch(ECAM);
    }

    @Override
    public FunctionRegisters registers() {
        return onBus(new PciBus(), fresh());
    }

    private static FunctionRegisters onBus(PciBus bus, Mch device) {
        bus.add(2, 0, device.function());
        return FunctionRegisters.of(bus, device, device::reset);
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
    public void disturb(Mch section) {
        section.function().write(0x3c, 11, 1);
        section.function().write(0x95, 0x5a, 1);
    }

    @Test
    void streamOfQemu_isLoadedAndSavedAlike() throws Exception {
        byte[] body = Sections.golden("10.0.2", "q35-suspended-mch-0");
        Mch mch = fresh();

        Sections.load(mch, body);

        assertArrayEquals(body, Sections.save(mch));
    }

    @Test
    void registersThatSayWhatItIs_cannotBeWritten() {
        Mch mch = fresh();

        for (int register = 0; register < 256; register++) {
            mch.function().write(register, 0xff, 1);
        }

        assertEquals(0x29c08086, mch.function().identity());
        assertEquals(0x86, mch.function().read(0));
        assertEquals(0xff, mch.function().read(0x60));
        mch.reset();
        assertEquals(1, mch.function().read(0x60));
    }

    @Test
    void configurationSpaceOfAnotherDevice_isRefused() throws Exception {
        byte[] body = Sections.golden("10.0.2", "q35-suspended-mch-0");
        body[4 + 2] = 0x12;

        VmStateException refused = assertThrows(VmStateException.class, () -> Sections.load(fresh(), body));

        assertEquals("mch: Bad config data: i=0x2 read: 12 device: c0", refused.getMessage());
    }
}
