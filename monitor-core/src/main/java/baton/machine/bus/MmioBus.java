package baton.machine.bus;

/**
 * Device windows in guest-physical memory outside RAM. Claimed while the board is built; afterwards any vCPU thread
 * reads and writes without a lock. What nobody claims reads 0, and writes to it vanish (QEMU's microvm), unless the board has a
 * {@link Rest}.
 */
public final class MmioBus {
    /** Who answers where no device is, by address. */
    public interface Rest {
        /** Reads {@code size} bytes at {@code address}. */
        long read(long address, int size);

        /** Writes {@code size} bytes at {@code address}. */
        void write(long address, long value, int size);
    }

    private static final int MAX_WINDOWS = 64;
    private static final Rest NOTHING = new Rest() {
        @Override
        public long read(long address, int size) {
            return 0;
        }

        @Override
        public void write(long address, long value, int size) {
            // It vanishes.
        }
    };

    private final IoDevice[] devices = new IoDevice[MAX_WINDOWS];
    private final long[] bases = new long[MAX_WINDOWS];
    private final long[] ends = new long[MAX_WINDOWS];
    private int windows;
    private Rest rest = NOTHING;

    /** Gives {@code device} the addresses {@code base} to {@code base + length - 1}. */
    public void claim(long base, long length, IoDevice device) {
        devices[windows] = device;
        bases[windows] = base;
        ends[windows] = base + length;
        windows++;
    }

    /** Has {@code target} answer at addresses that nobody claims. */
    public void rest(Rest target) {
        rest = target;
    }

    /** Reads {@code size} bytes at {@code address}. */
    public long read(long address, int size) {
        int window = find(address);
        return window < 0 ? rest.read(address, size) : devices[window].read((int) (address - bases[window]), size);
    }

    /** Writes {@code size} bytes at {@code address}. */
    public void write(long address, long value, int size) {
        int window = find(address);
        if (window >= 0) {
            devices[window].write((int) (address - bases[window]), value, size);
        } else {
            rest.write(address, value, size);
        }
    }

    private int find(long address) {
        for (int i = 0; i < windows; i++) {
            if (address >= bases[i] && address < ends[i]) {
                return i;
            }
        }
        return -1;
    }
}
