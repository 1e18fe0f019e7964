package baton.device.pci;

/** What a bridge passes on, as its registers say. PCI-to-PCI Bridge Architecture Specification 1.2, 3.2.5. */
public final class BridgeWindows {
    private static final int IO = 0x1c;
    private static final int MEMORY = 0x20;
    private static final int PREFETCH = 0x24;
    private static final int PREFETCH_HIGH_BASE = 0x28;
    private static final int PREFETCH_HIGH_LIMIT = 0x2c;
    private static final int WIDE = 1;

    private final PciFunction bridge;

    /** Those of {@code bridge}, which has a header of type 1. */
    public BridgeWindows(PciFunction bridge) {
        this.bridge = bridge;
    }

    /** First port. */
    public long ioBase() {
        return (bridge.read(IO) & 0xf0L) << 8;
    }

    /** Last port; lower than the first for none. */
    public long ioLimit() {
        return (bridge.read(IO + 1) & 0xf0L) << 8 | 0xfff;
    }

    /** First address. */
    public long memoryBase() {
        return base(MEMORY);
    }

    /** Last address; lower than the first for none. */
    public long memoryLimit() {
        return limit(MEMORY);
    }

    /** First address of what may be read ahead. */
    public long prefetchBase() {
        return base(PREFETCH) | (isWide() ? bridge.read(PREFETCH_HIGH_BASE, 4) << 32 : 0);
    }

    /** Last address of what may be read ahead; lower than the first for none. */
    public long prefetchLimit() {
        return limit(PREFETCH) | (isWide() ? bridge.read(PREFETCH_HIGH_LIMIT, 4) << 32 : 0);
    }

    private boolean isWide() {
        return (bridge.read(PREFETCH) & 0xf) == WIDE;
    }

    private long base(int at) {
        return (bridge.read(at, 2) & 0xfff0) << 16;
    }

    private long limit(int at) {
        return (bridge.read(at + 2, 2) & 0xfff0) << 16 | 0xfffff;
    }

    boolean passIo(long first, long last) {
        return first >= ioBase() && last <= ioLimit();
    }

    boolean passMemory(long first, long last) {
        boolean plain = first >= memoryBase() && last <= memoryLimit();
        return plain || first >= prefetchBase() && last <= prefetchLimit();
    }
}
