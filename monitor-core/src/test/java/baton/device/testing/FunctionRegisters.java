package baton.device.testing;

import baton.device.pci.PciBus;
import baton.device.pci.PciDevice;
import baton.device.pci.PciEcam;
import baton.machine.bus.IoDevice;
import baton.migration.vmstate.VmState;

/** The configuration space of one function, as ECAM shows it. */
public final class FunctionRegisters implements IoDevice {
    /** Bytes of configuration space. */
    public static final int CONFIG = 0x1000;

    private static final int DEVICE = 2;

    private final PciEcam ecam;
    private final VmState section;
    private final Runnable reset;

    private FunctionRegisters(PciBus bus, VmState section, Runnable reset) {
        this.ecam = new PciEcam(bus);
        this.section = section;
        this.reset = reset;
    }

    /** Of a device that is on no bus yet. */
    public static FunctionRegisters of(PciDevice device) {
        PciBus bus = new PciBus();
        bus.add(DEVICE, 0, device.function());
        return new FunctionRegisters(bus, device, device::reset);
    }

    /** Of a section whose function is on {@code bus} as device 2. */
    public static FunctionRegisters of(PciBus bus, VmState section, Runnable reset) {
        return new FunctionRegisters(bus, section, reset);
    }

    /** Whose it is. */
    public VmState section() {
        return section;
    }

    @Override
    public long read(int offset, int size) {
        return ecam.read(DEVICE << 15 | offset, size);
    }

    @Override
    public void write(int offset, long value, int size) {
        ecam.write(DEVICE << 15 | offset, value, size);
    }

    @Override
    public void reset() {
        reset.run();
    }
}
