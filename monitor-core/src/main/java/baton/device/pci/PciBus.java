package baton.device.pci;

import baton.base.AnyThread;
import baton.machine.irq.IrqLine;
import baton.migration.vmstate.StateVisitor;
import baton.migration.vmstate.VmState;
import baton.migration.vmstate.VmStateException;

/**
 * A PCI bus and the functions on it: section {@code PCIBUS}, the interrupt lines' counts. Functions come and go on the main
 * loop; any vCPU thread reads and writes their registers without a lock of the bus.
 */
@AnyThread
public final class PciBus implements VmState {
    /** Devices times functions on a bus. */
    public static final int FUNCTIONS = 256;

    /** Interrupt lines of q35, the first half not wired, and of a bus of PCI Express alone. */
    private static final int CHIPSET_LINES = 8;

    private static final int LINES = 4;
    private static final int FUNCTION = 7; // of a device and function number
    private static final int SECONDARY = 0x19;
    private static final int SUBORDINATE = 0x1a;
    private static final int HEADER_END = 0x40;

    private volatile PciFunction[] functions = new PciFunction[FUNCTIONS];
    private final int[] irqCounts;
    private int lines;

    private final int instance;
    private final PciFunction bridge;
    private final PciMap map;
    private final PciLines wires;
    private final int device;

    /** Bus 0 of q35. */
    public PciBus() {
        this(CHIPSET_LINES);
    }

    /** Bus 0 of a machine whose bridge is {@link GpexRoot}. */
    public static PciBus express() {
        return new PciBus(LINES);
    }

    private PciBus(int lines) {
        this.instance = 0;
        this.bridge = null;
        this.lines = lines;
        this.irqCounts = new int[lines];
        this.map = new PciMap(this);
        this.wires = new PciLines(irqCounts);
        this.device = 0;
    }

    /**
     * A bus behind a bridge; has no interrupt lines of its own.
     *
     * @param instance tells its section from those of other buses
     * @param root bus 0, wherever the bridge is
     * @param device number of the bridge on its bus
     */
    PciBus(int instance, PciFunction bridge, PciBus root, int device) {
        this.instance = instance;
        this.bridge = bridge;
        this.irqCounts = new int[0];
        this.map = root.map;
        this.wires = root.wires;
        this.device = device;
        bridge.bridgeTo(this);
    }

    /** Connects the interrupt lines of bus 0, four of them, with what is behind. */
    public void wire(IrqLine... ends) {
        wires.wire(ends);
    }

    /** Whether functions can have I/O ports. */
    boolean hasPorts() {
        return irqCounts.length == CHIPSET_LINES;
    }

    /** Where the windows of the functions on this bus and behind it are. */
    public PciMap map() {
        return map;
    }

    /** Puts a function at {@code device}.{@code function}. */
    public void add(int device, int function, PciFunction added) {
        put(device << 3 | function, added);
    }

    /** Takes away what is at {@code devfn}. */
    public void remove(int devfn) {
        put(devfn, null);
    }

    private synchronized void put(int devfn, PciFunction added) {
        PciFunction[] changed = functions.clone();
        if (changed[devfn] != null) {
            changed[devfn].wire(IrqLine.NONE);
        }
        if (added != null) {
            added.wire(wires.pinA(device + (devfn >> 3)));
        }
        changed[devfn] = added;
        PciFunction first = changed[devfn & ~FUNCTION];
        if (added != null && (devfn & FUNCTION) != 0 && first != null) {
            first.oneOfSeveral();
        }
        functions = changed;
        map.update();
    }

    /** The function at {@code devfn}, or null. */
    public PciFunction at(int devfn) {
        return functions[devfn];
    }

    /** By device and function number; null where there is none. */
    PciFunction[] functions() {
        return functions;
    }

    /** Its number, as a guest has numbered it. */
    public int number() {
        return bridge == null ? 0 : bridge.read(SECONDARY);
    }

    /** The function that a configuration access from this bus reaches, or null. */
    private PciFunction reach(int bus, int devfn) {
        if (bus == number()) {
            return functions[devfn];
        }
        for (PciFunction function : functions) {
            boolean behind = function != null
                    && function.behind() != null
                    && bus >= function.read(SECONDARY)
                    && bus <= function.read(SUBORDINATE)
                    && function.read(SECONDARY) != 0;
            if (behind) {
                return function.behind().reach(bus, devfn);
            }
        }
        return null;
    }

    /** Reads {@code size} bytes at {@code register} of a function on {@code bus}; all ones where there is none. */
    long read(int bus, int devfn, int register, int size) {
        PciFunction function = reach(bus, devfn);
        return function == null || !function.isPowered() ? -1 : function.read(register, size);
    }

    /** Writes {@code size} bytes at {@code register} of a function on {@code bus}, if it is there. */
    void write(int bus, int devfn, int register, long value, int size) {
        PciFunction function = reach(bus, devfn);
        if (function != null && function.isPowered()) {
            function.write(register, value, size);
            if (register < HEADER_END) {
                map.update();
            }
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
    public int instanceId() {
        return instance;
    }

    @Override
    public synchronized void state(StateVisitor v) throws VmStateException {
        lines = v.i32("nirq", lines);
        v.u32s("irq_count", irqCounts);
    }

    @Override
    public synchronized void loaded() throws VmStateException {
        if (lines != irqCounts.length) {
            int received = lines;
            lines = irqCounts.length;
            throw VmStateException.corrupt("PCIBUS: " + received + " interrupt lines, there are " + lines);
        }
    }

    /** Configuration spaces are loaded: windows are where they say. */
    @Override
    public void commit() {
        if (bridge == null) {
            wires.clear();
        }
        map.update();
        for (PciFunction function : functions) {
            if (function != null) {
                function.commit();
            }
        }
    }
}
