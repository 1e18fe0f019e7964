package baton.device.pci;

import baton.base.AnyThread;
import baton.base.Hex;
import baton.migration.vmstate.StateVisitor;
import baton.migration.vmstate.Struct;
import baton.migration.vmstate.VmStateException;
import java.util.Arrays;

/**
 * The 256 bytes of configuration space of a function without BARs: struct {@code PCIDevice} of QEMU's stream. Layout: PCI
 * Local Bus Specification 3.0, chapter 6. What lies behind the header may be written as it is; nothing moves for it.
 */
@AnyThread
public final class PciFunction implements Struct {
    private static final int SIZE = 256;
    private static final int COMMAND = 4;
    private static final int CACHE_LINE = 0x0c;
    private static final int INTERRUPT_LINE = 0x3c;
    private static final int HEADER_END = 0x40;
    private static final int VERSION_ID = 2;

    private final byte[] version = {0, 0, 0, VERSION_ID};
    private final byte[] config = new byte[SIZE];
    private final byte[] interrupts = new byte[16];
    private final byte[] powerOn;

    /** A function whose configuration space at power-on is {@code image}, 256 bytes. */
    public PciFunction(byte[] image) {
        powerOn = image.clone();
        reset();
    }

    /** Power-on state. */
    public synchronized void reset() {
        System.arraycopy(powerOn, 0, config, 0, SIZE);
        Arrays.fill(interrupts, (byte) 0);
    }

    /** The byte at {@code register}; all ones behind the end. */
    public synchronized int read(int register) {
        return register < SIZE ? config[register] & 0xff : 0xff;
    }

    /** Writes what of that byte can be written. */
    public synchronized void write(int register, int value) {
        if (register < SIZE) {
            int mask = writable(register);
            config[register] = (byte) (config[register] & ~mask | value & mask);
        }
    }

    /** The header's writable bits: command (I/O, memory, master, parity, SERR, INTx), cache line, interrupt line. */
    private static int writable(int register) {
        return switch (register) {
            case COMMAND -> 0x47;
            case COMMAND + 1 -> 0x05;
            case CACHE_LINE, INTERRUPT_LINE -> 0xff;
            default -> register < HEADER_END ? 0 : 0xff;
        };
    }

    /** Which device it is, as in the specification: vendor in the low half, device in the high half. */
    public int identity() {
        return little16(powerOn, 0) | little16(powerOn, 2) << 16;
    }

    /** Class code, base class in the high byte. */
    public int deviceClass() {
        return little16(powerOn, 10);
    }

    /** Subsystem: vendor in the low half. */
    public int subsystem() {
        return little16(powerOn, 0x2c) | little16(powerOn, 0x2e) << 16;
    }

    /** What its class is called, in QEMU's words. */
    public String className() {
        int code = deviceClass();
        return switch (code) {
            case 0x0600 -> "Host bridge";
            case 0x0601 -> "ISA bridge";
            default -> "Class " + Hex.padded(code, 4);
        };
    }

    private static int little16(byte[] bytes, int at) {
        return bytes[at] & 0xff | (bytes[at + 1] & 0xff) << 8;
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
        v.raw("config", "pci config", config);
        v.raw("irq_state", "pci irq state", interrupts);
    }

    /** Refuses the configuration space of another device. */
    public synchronized void loaded(String name) throws VmStateException {
        version[0] = version[1] = version[2] = 0;
        version[3] = VERSION_ID;
        for (int i = 0; i < SIZE; i++) {
            boolean fixed = i < HEADER_END && writable(i) == 0 && i != COMMAND + 2 && i != COMMAND + 3;
            if (fixed && config[i] != powerOn[i]) {
                throw VmStateException.corrupt(name + ": Bad config data: i=0x" + Integer.toHexString(i) + " read: "
                        + Integer.toHexString(config[i] & 0xff) + " device: "
                        + Integer.toHexString(powerOn[i] & 0xff));
            }
        }
    }
}
