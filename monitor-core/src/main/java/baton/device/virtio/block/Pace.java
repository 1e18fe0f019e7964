package baton.device.virtio.block;

/**
 * Whether storage answers at once, as the host's page cache does: then waiting for it costs less than having another thread
 * wait. Believed after several requests in a row, until one takes long. Under the device's lock.
 */
final class Pace {
    private static final int TRUST = 16;
    private static final long QUICK_NANOS = 200_000;

    private int quick;

    /** A request of {@code bytes} took {@code nanos}; a nanosecond a byte is quick. */
    void took(long nanos, long bytes) {
        quick = nanos <= QUICK_NANOS + bytes ? Math.min(quick + 1, TRUST) : 0;
    }

    boolean atOnce() {
        return quick == TRUST;
    }
}
