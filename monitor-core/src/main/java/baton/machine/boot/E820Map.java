package baton.machine.boot;

/** A machine's physical memory as a kernel is told of it: RAM, reserved ranges and the hole below 4 GiB. */
public final class E820Map {
    /** E820 type of usable RAM. */
    public static final int RAM = 1;

    /** E820 type of ranges to leave alone. */
    public static final int RESERVED = 2;

    private static final long MICROVM_BELOW_4G = 3L << 30;
    private static final long MICROVM_ECAM = 0xe0000000L;
    private static final long Q35_BELOW_4G = 0xb0000000L; // ECAM begins there
    private static final long Q35_BELOW_4G_IF_MORE = 2L << 30;
    private static final long HIGH = 1 << 20;
    private static final long FOUR_GIB = 1L << 32;
    private static final int ENTRIES = 8;
    private static final long ECAM_BYTES = 0x10000000;
    private static final long[] NOTHING = {};

    private final long below4g;
    private final long above4g;
    private final long[] starts = new long[ENTRIES];
    private final long[] sizes = new long[ENTRIES];
    private final int[] types = new int[ENTRIES];
    private int count;

    /** The map of a microvm with that many bytes of RAM. */
    public E820Map(long ramBytes) {
        this(ramBytes, Math.min(ramBytes, MICROVM_BELOW_4G), NOTHING);
    }

    /** The map of a microvm with PCI Express. */
    public static E820Map microvmWithPci(long ramBytes) {
        return new E820Map(ramBytes, Math.min(ramBytes, MICROVM_BELOW_4G), new long[] {MICROVM_ECAM, ECAM_BYTES});
    }

    /** The map of a q35 with that many bytes of RAM. */
    public static E820Map q35(long ramBytes) {
        long below = ramBytes >= Q35_BELOW_4G ? Q35_BELOW_4G_IF_MORE : ramBytes;
        return new E820Map(
                ramBytes, below, new long[] {Q35_BELOW_4G, ECAM_BYTES, 0xfed1c000L, 0x4000}); // and chip configuration
    }

    private E820Map(long ramBytes, long below4g, long[] reserved) {
        this.below4g = below4g;
        this.above4g = ramBytes - below4g;
        add(0, Math.min(below4g, MpTable.ADDRESS), RAM);
        add(MpTable.ADDRESS, 0xa0000 - MpTable.ADDRESS, RESERVED);
        add(0xf0000, 0x10000, RESERVED);
        add(HIGH, below4g - HIGH, RAM);
        for (int i = 0; i < reserved.length; i += 2) {
            add(reserved[i], reserved[i + 1], RESERVED);
        }
        add(0xfeffc000L, 0x4000, RESERVED); // KVM's own pages
        add(FOUR_GIB, above4g, RAM);
    }

    private void add(long start, long size, int type) {
        if (size > 0) {
            starts[count] = start;
            sizes[count] = size;
            types[count] = type;
            count++;
        }
    }

    /** Bytes of RAM from address 0. */
    public long below4g() {
        return below4g;
    }

    /** Bytes of RAM from address 4 GiB. */
    public long above4g() {
        return above4g;
    }

    /** How many ranges there are, in ascending order. */
    public int count() {
        return count;
    }

    /** Where range {@code i} starts. */
    public long start(int i) {
        return starts[i];
    }

    /** Bytes in range {@code i}. */
    public long size(int i) {
        return sizes[i];
    }

    /** {@link #RAM} or {@link #RESERVED}. */
    public int type(int i) {
        return types[i];
    }

    /** Whether all of the range is RAM; both as unsigned numbers. */
    boolean isRam(long start, long size) {
        return within(start, size, 0, below4g) || within(start, size, FOUR_GIB, above4g);
    }

    private static boolean within(long start, long size, long rangeStart, long rangeSize) {
        long offset = start - rangeStart;
        return offset >= 0 && offset <= rangeSize && size >= 0 && size <= rangeSize - offset;
    }
}
