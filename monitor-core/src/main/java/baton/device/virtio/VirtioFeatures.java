package baton.device.virtio;

/** Feature bits that are the same for every device (Virtio 1.2, 6), as masks. */
public final class VirtioFeatures {
    /** VIRTIO_F_NOTIFY_ON_EMPTY, of legacy devices. */
    public static final long NOTIFY_ON_EMPTY = 1L << 24;
    /** VIRTIO_F_ANY_LAYOUT, of legacy devices. */
    public static final long ANY_LAYOUT = 1L << 27;
    /** VIRTIO_F_INDIRECT_DESC. */
    public static final long INDIRECT = 1L << 28;
    /** VIRTIO_F_EVENT_IDX. */
    public static final long EVENT_INDEX = 1L << 29;
    /** VIRTIO_F_VERSION_1. */
    public static final long VERSION_1 = 1L << 32;
    /** VIRTIO_F_RING_RESET. */
    public static final long RING_RESET = 1L << 40;

    /** What rings offer by a legacy transport; nobody sees the upper half there. */
    static final long LEGACY = NOTIFY_ON_EMPTY | ANY_LAYOUT | INDIRECT | EVENT_INDEX | RING_RESET;
    /** What rings offer by a modern transport; the packed ring is not among it. */
    static final long MODERN = INDIRECT | EVENT_INDEX | VERSION_1 | RING_RESET;

    private VirtioFeatures() {}
}
