package baton.device.pci;

import java.util.Arrays;

/**
 * Configuration space as it is at power-on, and which of its bits a guest can write or clear. PCI Local Bus Specification
 * 3.0, 6.1; capabilities: 6.7.
 */
public final class PciImage {
    /** Size of the configuration space of conventional PCI. */
    public static final int CONVENTIONAL = 256;
    /** Size of the configuration space of PCI Express. */
    public static final int EXPRESS = 4096;

    private static final int QEMU_SUBSYSTEM = 0x1af4;
    private static final int QEMU_SUBSYSTEM_ID = 0x1100;
    private static final int STATUS = 6;
    private static final int HAS_CAPABILITIES = 0x10;
    private static final int HEADER_TYPE = 0x0e;
    private static final int FIRST_CAPABILITY = 0x34;
    private static final int HEADER_END = 0x40;

    private final byte[] bytes;
    private final byte[] writable;
    private final byte[] clearable;

    private PciImage(int size) {
        bytes = new byte[size];
        writable = new byte[size];
        clearable = new byte[size];
    }

    /**
     * The header of a function, decoding switched on as firmware does, of which nothing behind the header is read-only.
     *
     * @param deviceClass base class in the high byte
     * @param revision revision id
     */
    public static PciImage of(int vendor, int device, int deviceClass, int revision) {
        PciImage made = header(CONVENTIONAL, vendor, device, deviceClass, revision);
        made.put16(4, 0x0103); // I/O and memory, SERR
        made.subsystem(QEMU_SUBSYSTEM, QEMU_SUBSYSTEM_ID);
        return made;
    }

    /** The header of a function after reset, nothing decoded. {@code size} is one of the two above. */
    public static PciImage header(int size, int vendor, int device, int deviceClass, int revision) {
        PciImage made = new PciImage(size);
        made.put16(0, vendor).put16(2, device).put8(8, revision).put16(10, deviceClass);
        made.writable(4, 0x47).writable(5, 0x05); // I/O, memory, master, parity; SERR, INTx off
        made.writable(0x0c, 0xff).writable(0x3c, 0xff);
        Arrays.fill(made.writable, HEADER_END, size, (byte) 0xff);
        return made;
    }

    /** Subsystem vendor and id. */
    public PciImage subsystem(int vendor, int id) {
        return put16(0x2c, vendor).put16(0x2e, id);
    }

    /** A byte. */
    public PciImage put8(int at, int value) {
        bytes[at] = (byte) value;
        return this;
    }

    /** Two bytes, little endian. */
    public PciImage put16(int at, int value) {
        return put8(at, value).put8(at + 1, value >> 8);
    }

    /** Four bytes, little endian. */
    public PciImage put32(int at, int value) {
        return put16(at, value).put16(at + 2, value >> 16);
    }

    /** Which bits of a byte can be written. */
    public PciImage writable(int at, int mask) {
        writable[at] = (byte) mask;
        return this;
    }

    /** Which bits of four bytes can be written. */
    public PciImage writable32(int at, int mask) {
        for (int i = 0; i < 4; i++) {
            writable(at + i, mask >> 8 * i);
        }
        return this;
    }

    /** Which bits of a byte are cleared by writing ones. */
    public PciImage clearable(int at, int mask) {
        clearable[at] = (byte) mask;
        return this;
    }

    /** Puts a capability of {@code size} bytes at the head of the list; it is read-only until made {@link #writable}. */
    public PciImage capability(int id, int at, int size) {
        put8(at, id).put8(at + 1, bytes[FIRST_CAPABILITY]);
        put8(FIRST_CAPABILITY, at).put8(STATUS, bytes[STATUS] | HAS_CAPABILITIES);
        return readOnly(at, size);
    }

    /** Puts an extended capability into its list; {@code next} is where the one after it is, 0 for none. */
    public PciImage extended(int id, int version, int at, int size, int next) {
        return put32(at, id | version << 16 | next << 20).readOnly(at, size);
    }

    private PciImage readOnly(int at, int size) {
        Arrays.fill(writable, at, at + size, (byte) 0);
        return this;
    }

    /** Makes it a bridge (type 1) or one of several functions: the header type byte. */
    public PciImage headerType(int type) {
        return put8(HEADER_TYPE, type);
    }

    int size() {
        return bytes.length;
    }

    byte[] bytes() {
        return bytes.clone();
    }

    byte[] writable() {
        return writable.clone();
    }

    byte[] clearable() {
        return clearable.clone();
    }
}
