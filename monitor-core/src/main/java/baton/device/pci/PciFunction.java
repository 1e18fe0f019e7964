package baton.device.pci;

import baton.base.AnyThread;
import baton.machine.bus.IoDevice;
import baton.machine.irq.IrqLine;
import baton.migration.vmstate.StateVisitor;
import baton.migration.vmstate.Struct;
import baton.migration.vmstate.VmStateException;
import java.util.Arrays;

/**
 * The configuration space of a function, 256 or 4096 bytes: struct {@code PCIDevice} of QEMU's stream. Layout: PCI Local Bus
 * Specification 3.0, chapter 6. Its base address registers decide where its windows are; {@link PciMap} reads them.
 */
@AnyThread
public final class PciFunction implements Struct {
    /** What the device does when its configuration space was written; called without a lock, after the write. */
    public interface Watcher {
        /** {@code value} was written to {@code size} bytes at {@code register}, which had {@code before}. */
        void written(int register, int size, long value, long before);
    }

    static final int COMMAND = 4;
    static final int MASTER = 4;
    static final int INTX_OFF = 0x04; // in the high byte

    private static final int STATUS = 6;
    private static final int INTX_STATUS = 8;
    private static final int LEVEL = 3; // of pin A, big endian
    private static final int HEADER_TYPE = 0x0e;
    private static final int SEVERAL = 0x80;
    private static final int INTERRUPT_PIN = 0x3d;
    private static final int HEADER_END = 0x40;
    private static final int VERSION_ID = 2;

    private final byte[] version = {0, 0, 0, VERSION_ID};
    private final byte[] config;
    private final byte[] interrupts = new byte[16];
    private final byte[] powerOn;
    private final byte[] writable;
    private final byte[] clearable;
    private final PciBar[] bars = new PciBar[PciBar.COUNT];
    private Watcher watcher;
    private IrqLine line = IrqLine.NONE;
    private PciBus behind;
    private String id = "";
    private volatile boolean powered = true;

    /** A function whose configuration space at power-on is {@code image}. */
    public PciFunction(PciImage image) {
        powerOn = image.bytes();
        writable = image.writable();
        clearable = image.clearable();
        config = powerOn.clone();
    }

    /** Gives it a window, whose registers {@code target} has; before it is on a bus. */
    public void bar(PciBar bar, IoDevice target) {
        bar.shape(powerOn, writable);
        System.arraycopy(powerOn, bar.register(), config, bar.register(), 8);
        bars[bar.index()] = bar.of(target);
    }

    /** Has {@code told} hear of writes; before it is on a bus. */
    public void watch(Watcher told) {
        watcher = told;
    }

    /** Makes it the bridge to {@code bus}; before it is on a bus itself. */
    void bridgeTo(PciBus bus) {
        behind = bus;
    }

    /** The user's name for the device, empty without one. */
    public String id() {
        return id;
    }

    /** Gives it the user's name; before it is on a bus. */
    public void name(String given) {
        id = given;
    }

    /** The bus behind it, or null. */
    public PciBus behind() {
        return behind;
    }

    /** Whether its slot has power; without, it does not answer. */
    public boolean isPowered() {
        return powered;
    }

    void power(boolean on) {
        powered = on;
    }

    /** From now on its header says that its device has more functions. */
    synchronized void oneOfSeveral() {
        powerOn[HEADER_TYPE] |= (byte) SEVERAL;
        config[HEADER_TYPE] |= (byte) SEVERAL;
    }

    /** Power-on state. */
    public synchronized void reset() {
        line.set(false);
        System.arraycopy(powerOn, 0, config, 0, config.length);
        Arrays.fill(interrupts, (byte) 0);
    }

    /** The byte at {@code register}; all ones behind the end. */
    public synchronized int read(int register) {
        return register < config.length ? config[register] & 0xff : 0xff;
    }

    /** {@code size} bytes at {@code register}. */
    public synchronized long read(int register, int size) {
        long value = 0;
        for (int i = 0; i < size; i++) {
            value |= (long) read(register + i) << 8 * i;
        }
        return value;
    }

    /** Writes what of {@code size} bytes at {@code register} a guest can write, and tells the device. */
    public void write(int register, long value, int size) {
        long before = store(register, value, size);
        if (watcher != null) {
            watcher.written(register, size, value, before);
        }
    }

    private synchronized long store(int register, long value, int size) {
        long before = read(register, size);
        for (int i = 0; i < size && register + i < config.length; i++) {
            int at = register + i;
            int v = (int) (value >> 8 * i) & 0xff;
            int mask = writable[at];
            int kept = config[at] & ~(v & clearable[at]);
            config[at] = (byte) (kept & ~mask | v & mask);
        }
        if (register <= COMMAND + 1 && register + size > COMMAND + 1) {
            interrupt(interrupts[LEVEL] != 0);
        }
        return before;
    }

    /** Two bytes at {@code register}, as the device itself sets them. */
    synchronized void put16(int register, int value) {
        config[register] = (byte) value;
        config[register + 1] = (byte) (value >> 8);
    }

    /** Its window number {@code index}, or null. */
    public PciBar bar(int index) {
        return bars[index];
    }

    /** Where a window is now, or -1. */
    public synchronized long address(int index) {
        return bars[index] == null ? -1 : bars[index].address(config);
    }

    /** Drives its interrupt pin, unless the guest has switched it off. Nothing else is locked for it. */
    public synchronized void interrupt(boolean level) {
        interrupts[LEVEL] = (byte) (level ? 1 : 0);
        boolean high = level && (config[COMMAND + 1] & INTX_OFF) == 0;
        config[STATUS] = (byte) (config[STATUS] & ~INTX_STATUS | (level ? INTX_STATUS : 0));
        line.set(high);
    }

    /** Where its interrupt pin ends from now on. */
    synchronized void wire(IrqLine to) {
        line.set(false);
        line = to;
    }

    /** The state was loaded: drives the pin as it says. */
    public synchronized void commit() {
        interrupt(interrupts[LEVEL] != 0);
    }

    /** Whether it may reach memory, and so interrupt by message. */
    synchronized boolean isMaster() {
        return (config[COMMAND] & MASTER) != 0;
    }

    /** Which device it is, as in the specification: vendor in the low half, device in the high half. */
    public int identity() {
        return little16(0) | little16(2) << 16;
    }

    /** Class code, base class in the high byte. */
    public int deviceClass() {
        return little16(10);
    }

    /** Subsystem: vendor in the low half. */
    public int subsystem() {
        return little16(0x2c) | little16(0x2e) << 16;
    }

    /** Whether it is a bridge: its header is of type 1. */
    public boolean isBridge() {
        return (powerOn[HEADER_TYPE] & 0x7f) == 1;
    }

    /** Which of its interrupt pins it uses: 1 for A; 0 for none. */
    public int interruptPin() {
        return powerOn[INTERRUPT_PIN];
    }

    private int little16(int at) {
        return powerOn[at] & 0xff | (powerOn[at + 1] & 0xff) << 8;
    }

    @Override
    public String vmsd() {
        return "PCIDevice";
    }

    @Override
    public int version() {
        return 2;
    }

    @Override
    public synchronized void state(StateVisitor v) throws VmStateException {
        v.raw("version_id", "int32 le", version);
        v.raw(config.length > PciImage.CONVENTIONAL ? "config[1]" : "config", "pci config", config);
        v.raw("irq_state", "pci irq state", interrupts);
    }

    /** Refuses the configuration space of another device. */
    public synchronized void loaded(String name) throws VmStateException {
        version[0] = version[1] = version[2] = 0;
        version[3] = VERSION_ID;
        for (int i = 0; i < HEADER_END; i++) {
            int fixed = i == STATUS || i == STATUS + 1 ? 0 : ~writable[i] & ~clearable[i];
            if (((config[i] ^ powerOn[i]) & fixed) != 0) {
                throw VmStateException.corrupt(name + ": Bad config data: i=0x" + Integer.toHexString(i) + " read: "
                        + Integer.toHexString(config[i] & 0xff) + " device: "
                        + Integer.toHexString(powerOn[i] & 0xff));
            }
        }
    }
}
