package baton.nat.kvm;

import baton.nat.libc.Memory;
import baton.nat.libc.Mmap;

/** Flyweight over the mapped struct kvm_run of one vCPU: no allocation, no copy. The vCPU's thread, but for the kick. */
public final class KvmRun {
    /** kvm_run.exit_reason: nothing known. */
    public static final int EXIT_UNKNOWN = 0;
    /** Port I/O. */
    public static final int EXIT_IO = 2;
    /** A debug stop. */
    public static final int EXIT_DEBUG = 4;
    /** HLT without an in-kernel interrupt controller. */
    public static final int EXIT_HLT = 5;
    /** Memory access outside every slot. */
    public static final int EXIT_MMIO = 6;
    /** The interrupt window opened. */
    public static final int EXIT_IRQ_WINDOW_OPEN = 7;
    /** Triple fault. */
    public static final int EXIT_SHUTDOWN = 8;
    /** The processor refused to enter the guest. */
    public static final int EXIT_FAIL_ENTRY = 9;
    /** A signal came. */
    public static final int EXIT_INTR = 10;
    /** KVM could not go on, often an instruction it cannot emulate. */
    public static final int EXIT_INTERNAL_ERROR = 17;
    /** The guest asked for reset or shutdown by a paravirtual call. */
    public static final int EXIT_SYSTEM_EVENT = 24;

    static final int IMMEDIATE_EXIT = 1;
    static final int EXIT_REASON = 8;
    static final int IO_DIRECTION = 32;
    static final int IO_SIZE = 33;
    static final int IO_PORT = 34;
    static final int IO_COUNT = 36;
    static final int IO_DATA_OFFSET = 40;
    static final int MMIO_ADDRESS = 32;
    static final int MMIO_DATA = 40;
    static final int MMIO_LENGTH = 48;
    static final int MMIO_IS_WRITE = 52;
    static final int INTERNAL_SUBERROR = 32;
    static final int INTERNAL_NDATA = 36;
    static final int INTERNAL_DATA = 40;
    static final int FAIL_ENTRY_REASON = 32;
    static final int SYSTEM_EVENT_TYPE = 32;

    private final long base;

    KvmRun(Mmap map) {
        base = map.address();
    }

    /** Why KVM_RUN returned, one of EXIT_*. */
    public int exitReason() {
        return Memory.getInt(base + EXIT_REASON);
    }

    /** Makes the next (or running) KVM_RUN return EINTR at once after finishing a pending access. Any thread. */
    public void immediateExit(boolean on) {
        Memory.putByteVolatile(base + IMMEDIATE_EXIT, (byte) (on ? 1 : 0));
    }

    /** EXIT_IO: whether the guest writes. */
    public boolean ioIsWrite() {
        return Memory.getByte(base + IO_DIRECTION) == 1;
    }

    /** EXIT_IO: bytes per access, 1, 2 or 4. */
    public int ioSize() {
        return Memory.getByte(base + IO_SIZE);
    }

    /** EXIT_IO: port. */
    public int ioPort() {
        return Memory.getShort(base + IO_PORT) & 0xffff;
    }

    /** EXIT_IO: number of accesses, more than 1 for string instructions (always 1 on kvm-pvm). */
    public int ioCount() {
        return Memory.getInt(base + IO_COUNT);
    }

    /** EXIT_IO: value of access {@code i} that the guest writes. */
    public long ioValue(int i) {
        return load(ioData(i), ioSize());
    }

    /** EXIT_IO: gives the guest the value it reads in access {@code i}. */
    public void ioValue(int i, long value) {
        store(ioData(i), ioSize(), value);
    }

    private long ioData(int i) {
        return base + Memory.getLong(base + IO_DATA_OFFSET) + (long) i * ioSize();
    }

    /** EXIT_MMIO: guest-physical address. */
    public long mmioAddress() {
        return Memory.getLong(base + MMIO_ADDRESS);
    }

    /** EXIT_MMIO: bytes, 1 to 8. */
    public int mmioLength() {
        return Memory.getInt(base + MMIO_LENGTH);
    }

    /** EXIT_MMIO: whether the guest writes. */
    public boolean mmioIsWrite() {
        return Memory.getByte(base + MMIO_IS_WRITE) != 0;
    }

    /** EXIT_MMIO: value the guest writes; lengths other than 1, 2, 4 and 8 in the low bytes. */
    public long mmioValue() {
        return Memory.getLong(base + MMIO_DATA);
    }

    /** EXIT_MMIO: gives the guest the value it reads. */
    public void mmioValue(long value) {
        Memory.putLong(base + MMIO_DATA, value);
    }

    /** EXIT_INTERNAL_ERROR: KVM's suberror, 1 for an instruction it cannot emulate. */
    public int internalSuberror() {
        return Memory.getInt(base + INTERNAL_SUBERROR);
    }

    /** EXIT_INTERNAL_ERROR: number of data words, at most 16. */
    public int internalDataCount() {
        return Math.min(16, Memory.getInt(base + INTERNAL_NDATA));
    }

    /** EXIT_INTERNAL_ERROR: data word {@code i}. */
    public long internalData(int i) {
        return Memory.getLong(base + INTERNAL_DATA + 8L * i);
    }

    /** EXIT_FAIL_ENTRY: the processor's reason. */
    public long failEntryReason() {
        return Memory.getLong(base + FAIL_ENTRY_REASON);
    }

    /** EXIT_SYSTEM_EVENT: 1 shutdown, 2 reset, 3 crash. */
    public int systemEventType() {
        return Memory.getInt(base + SYSTEM_EVENT_TYPE);
    }

    private static long load(long address, int size) {
        return switch (size) {
            case 1 -> Memory.getByte(address) & 0xffL;
            case 2 -> Memory.getShort(address) & 0xffffL;
            default -> Memory.getInt(address) & 0xffffffffL;
        };
    }

    private static void store(long address, int size, long value) {
        switch (size) {
            case 1 -> Memory.putByte(address, (byte) value);
            case 2 -> Memory.putShort(address, (short) value);
            default -> Memory.putInt(address, (int) value);
        }
    }
}
