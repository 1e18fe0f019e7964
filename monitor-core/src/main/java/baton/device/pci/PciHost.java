package baton.device.pci;

import baton.base.AnyThread;
import baton.machine.bus.IoDevice;
import baton.migration.vmstate.StateVisitor;
import baton.migration.vmstate.VmState;
import baton.migration.vmstate.VmStateException;

/**
 * The way to configuration space by ports (configuration mechanism 1 of PCI): a window of 8 ports, address and data.
 * Section {@code PCIHost}, which machines without these ports have too. A byte at offset 1 is the chipset's reset register, which shares the window.
 */
@AnyThread
public final class PciHost implements IoDevice, VmState {
    private static final int RESET_CONTROL = 1;
    private static final int DATA = 4;

    private int address;

    private final PciBus bus;
    private final IoDevice resetControl;

    /** One whose ports are nowhere: its state alone. */
    public PciHost(PciBus bus) {
        this(bus, null);
    }

    /** {@code resetControl} is one register of one byte, at offset 0 of its own. */
    public PciHost(PciBus bus, IoDevice resetControl) {
        this.bus = bus;
        this.resetControl = resetControl;
    }

    @Override
    public synchronized void reset() {
        address = 0;
    }

    @Override
    public long read(int offset, int size) {
        if (offset == RESET_CONTROL && size == 1) {
            return resetControl.read(0, 1);
        }
        int selected = selected();
        if (offset == 0) {
            return size == 4 ? selected & 0xffffffffL : -1;
        }
        return offset >= DATA && selected < 0
                ? bus.read(selected >> 16 & 0xff, selected >> 8 & 0xff, (selected & 0xfc) + (offset & 3), size)
                : -1;
    }

    @Override
    public void write(int offset, long value, int size) {
        if (offset == RESET_CONTROL && size == 1) {
            resetControl.write(0, value, 1);
            return;
        }
        int selected = selected();
        if (offset == 0 && size == 4) {
            select((int) value);
        } else if (offset >= DATA && selected < 0) {
            bus.write(selected >> 16 & 0xff, selected >> 8 & 0xff, (selected & 0xfc) + (offset & 3), value, size);
        }
    }

    /** What the address register has; negative, by its highest bit, when it is enabled. */
    private synchronized int selected() {
        return address;
    }

    private synchronized void select(int value) {
        address = value;
    }

    @Override
    public String vmsd() {
        return "PCIHost";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public synchronized void state(StateVisitor v) throws VmStateException {
        address = v.u32("config_reg", address);
    }
}
