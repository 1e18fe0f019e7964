package baton.device.pci;

import baton.machine.bus.IoDevice;

/** One window of a function: its base address register. PCI Local Bus Specification 3.0, 6.2.5. Immutable. */
public final class PciBar {
    /** How many a function can have. */
    public static final int COUNT = 6;

    private static final int FIRST = 0x10;
    private static final int IO_ENABLE = 1;
    private static final int MEMORY_ENABLE = 2;
    private static final int IO = 1;
    private static final int WIDE = 4;
    private static final int PREFETCHABLE = 8;

    private final int index;
    private final int flags;
    private final int size;
    private final IoDevice target;

    private PciBar(int index, int flags, int size, IoDevice target) {
        this.index = index;
        this.flags = flags;
        this.size = size;
        this.target = target;
    }

    /** Ports; {@code size} is a power of two. */
    public static PciBar ports(int index, int size) {
        return new PciBar(index, IO, size, null);
    }

    /** Memory below 4 GiB; {@code size} is a power of two, at least 16. */
    public static PciBar memory(int index, int size) {
        return new PciBar(index, 0, size, null);
    }

    /** Memory anywhere, that may be read ahead; takes the next register too. */
    public static PciBar wideMemory(int index, int size) {
        return new PciBar(index, WIDE | PREFETCHABLE, size, null);
    }

    PciBar of(IoDevice device) {
        return new PciBar(index, flags, size, device);
    }

    int index() {
        return index;
    }

    int register() {
        return FIRST + 4 * index;
    }

    /** Its registers. */
    IoDevice target() {
        return target;
    }

    /** Bytes. */
    public int size() {
        return size;
    }

    /** Whether these are ports. */
    public boolean isIo() {
        return (flags & IO) != 0;
    }

    /** Whether its address has 64 bits. */
    public boolean isWide() {
        return (flags & WIDE) != 0;
    }

    /** Whether reading ahead does no harm. */
    public boolean isPrefetchable() {
        return (flags & PREFETCHABLE) != 0;
    }

    /** Writes its flags into an image, and which address bits can be written. */
    void shape(byte[] image, byte[] writable) {
        int at = register();
        image[at] = (byte) flags;
        int mask = -size & (isIo() ? ~3 : ~0xf);
        for (int i = 0; i < 4; i++) {
            writable[at + i] = (byte) (mask >> 8 * i);
            if (isWide()) {
                writable[at + 4 + i] = (byte) 0xff;
            }
        }
    }

    /** Where a guest has put it; -1 when it is not decoded. */
    long address(byte[] config) {
        boolean enabled = (config[PciFunction.COMMAND] & (isIo() ? IO_ENABLE : MEMORY_ENABLE)) != 0;
        if (!enabled) {
            return -1;
        }
        long base = little32(config, register()) & -size & 0xffffffffL;
        if (isWide()) {
            base |= little32(config, register() + 4) << 32;
        }
        long end = base + size - 1;
        boolean sizing = isIo() ? end > 0xffff : !isWide() && end >= 0xffffffffL;
        return base == 0 || base < 0 || end < 0 || sizing ? -1 : base;
    }

    private static long little32(byte[] from, int at) {
        long value = 0;
        for (int i = 0; i < 4; i++) {
            value |= (from[at + i] & 0xffL) << 8 * i;
        }
        return value;
    }
}
