package baton.device.pci;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import baton.device.testing.DeviceContract;
import baton.device.testing.Sections;
import baton.machine.bus.IoDevice;
import org.junit.jupiter.api.Test;

class PciHostTest implements DeviceContract<PciHost> {
    private final PciBus bus = new PciBus();
    private int control;

    @Override
    public PciHost fresh() {
        return new PciHost(bus, new IoDevice() {
            @Override
            public long read(int offset, int size) {
                return control;
            }

            @Override
            public void write(int offset, long value, int size) {
                control = (int) value;
            }

            @Override
            public void reset() {
                control = 0;
            }
        });
    }

    @Override
    public void disturb(PciHost device) {
        device.write(0, 0x80000060L, 4);
    }

    @Test
    void sectionOfQemu_isTheAddressRegister() throws Exception {
        PciHost host = fresh();

        disturb(host);

        assertArrayEquals(Sections.golden("10.0.2", "q35-suspended-PCIHost-0"), Sections.save(host));
    }

    @Test
    void registersOfAFunction_areReachedByAddressAndData() {
        bus.add(31, 0, new Mch(0xb0000000L).function());
        PciHost host = fresh();
        long address = 0x80000000L | 31 << 11;

        host.write(0, address, 4);
        assertEquals(address, host.read(0, 4));
        assertEquals(0x29c08086, host.read(4, 4));
        assertEquals(0x29c0, host.read(6, 2));
        host.write(0, address | 0x3c, 4);
        host.write(4, 9, 1);
        assertEquals(9, new PciEcam(bus).read(31 << 15 | 0x3c, 1));
        host.write(0, 0, 4);
        assertEquals(-1, host.read(4, 4), "without the enable bit");
    }

    @Test
    void byteBesideTheAddress_isTheResetRegister() {
        PciHost host = fresh();
        host.write(0, 0x80000000L, 4);

        host.write(1, 0x0a, 1);

        assertEquals(0x0a, control);
        assertEquals(0x0a, host.read(1, 1));
        assertEquals(0x80000000L, host.read(0, 4));
    }
}
