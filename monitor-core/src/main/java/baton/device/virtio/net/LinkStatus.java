package baton.device.virtio.net;

/** The status of a card that its driver reads (Virtio 1.2, 5.1.4). Under the device's lock; read by a driver at any time. */
final class LinkStatus {
    private static final int UP = 1;
    private static final int ANNOUNCE = 2;

    /** As a driver sees them. */
    volatile int bits = UP;

    boolean up() {
        return (bits & UP) != 0;
    }

    void up(boolean up) {
        bits = up ? bits | UP : bits & ~UP;
    }

    /** The driver is to announce itself. */
    void announce() {
        bits |= ANNOUNCE;
    }

    /** It need not any more; whether it was to. */
    boolean announced() {
        boolean asked = (bits & ANNOUNCE) != 0;
        bits &= ~ANNOUNCE;
        return asked;
    }
}
