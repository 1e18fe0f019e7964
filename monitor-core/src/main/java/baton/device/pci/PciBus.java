package baton.device.pci;

import baton.base.AnyThread;
import baton.migration.vmstate.StateVisitor;
import baton.migration.vmstate.VmState;
import baton.migration.vmstate.VmStateException;

/** Bus 0 and the functions on it: section {@code PCIBUS}, the interrupt lines' counts. Put together with the board. */
@AnyThread
public final class PciBus implements VmState {
    /** Devices times functions on a bus. */
    public static final int FUNCTIONS = 256;

    private static final int LINES = 8;

    private final PciFunction[] functions = new PciFunction[FUNCTIONS];
    private final int[] irqCounts = new int[LINES];
    private int lines = LINES;

    /** Puts a function at {@code device}.{@code function}. */
    public void add(int device, int function, PciFunction added) {
        functions[device << 3 | function] = added;
    }

    /** The function at {@code devfn}, or null. */
    public PciFunction at(int devfn) {
        return functions[devfn];
    }

    /** Reads {@code size} bytes at {@code register} of a function on {@code bus}; all ones where there is none. */
    long read(int bus, int devfn, int register, int size) {
        PciFunction function = bus == 0 ? functions[devfn] : null;
        if (function == null) {
            return -1;
        }
        long value = 0;
        for (int i = 0; i < size; i++) {
            value |= (long) function.read(register + i) << 8 * i;
        }
        return value;
    }

    /** Writes {@code size} bytes at {@code register} of a function on {@code bus}, if it is there. */
    void write(int bus, int devfn, int register, long value, int size) {
        PciFunction function = bus == 0 ? functions[devfn] : null;
        for (int i = 0; function != null && i < size; i++) {
            function.write(register + i, (int) (value >> 8 * i) & 0xff);
        }
    }

    @Override
    public String vmsd() {
        return "PCIBUS";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public synchronized void state(StateVisitor v) throws VmStateException {
        lines = v.i32("nirq", lines);
        v.u32s("irq_count", irqCounts);
    }

    @Override
    public synchronized void loaded() throws VmStateException {
        if (lines != LINES) {
            int received = lines;
            lines = LINES;
            throw VmStateException.corrupt("PCIBUS: " + received + " interrupt lines, there are " + LINES);
        }
    }
}
