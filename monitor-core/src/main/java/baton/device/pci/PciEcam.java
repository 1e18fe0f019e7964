package baton.device.pci;

import baton.base.AnyThread;
import baton.machine.bus.IoDevice;

/** Configuration space in memory (ECAM, PCI Express Base Specification 7.2.2): a window of 256 MiB without a state. */
@AnyThread
public final class PciEcam implements IoDevice {
    private static final int REGISTER = 0xfff;

    private final PciBus bus;

    /** Shows the functions of {@code bus}. */
    public PciEcam(PciBus bus) {
        this.bus = bus;
    }

    @Override
    public long read(int offset, int size) {
        return bus.read(offset >> 20, offset >> 12 & 0xff, offset & REGISTER, size);
    }

    @Override
    public void write(int offset, long value, int size) {
        bus.write(offset >> 20, offset >> 12 & 0xff, offset & REGISTER, value, size);
    }

    @Override
    public void reset() {
        // It keeps nothing.
    }
}
