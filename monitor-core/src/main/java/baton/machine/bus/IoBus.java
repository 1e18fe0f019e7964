package baton.machine.bus;

/**
 * The 64 Ki I/O ports. Windows are claimed while the board is built; afterwards any vCPU thread reads and writes without
 * a lock or an allocation. A port nobody claims reads all ones, and writes to it vanish, as on a PC.
 */
public final class IoBus {
    private static final int PORTS = 1 << 16;
    private static final int MAX_WINDOWS = 127;

    private final byte[] windowOf = new byte[PORTS];
    private final IoDevice[] devices = new IoDevice[MAX_WINDOWS + 1];
    private final int[] bases = new int[MAX_WINDOWS + 1];
    private int windows;

    /** Gives {@code device} the ports {@code base} to {@code base + length - 1}; overlapping windows are a board bug. */
    public void claim(int base, int length, IoDevice device) {
        windows++;
        devices[windows] = device;
        bases[windows] = base;
        for (int port = base; port < base + length; port++) {
            if (windowOf[port] != 0) {
                throw new IllegalStateException("port 0x" + Integer.toHexString(port) + " claimed twice");
            }
            windowOf[port] = (byte) windows;
        }
    }

    /** Reads {@code size} bytes at {@code port}. */
    public long read(int port, int size) {
        int window = windowOf[port];
        return window == 0 ? -1L : devices[window].read(port - bases[window], size);
    }

    /** Writes {@code size} bytes at {@code port}. */
    public void write(int port, long value, int size) {
        int window = windowOf[port];
        if (window != 0) {
            devices[window].write(port - bases[window], value, size);
        }
    }
}
