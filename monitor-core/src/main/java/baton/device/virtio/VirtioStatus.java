package baton.device.virtio;

/** Bits of the device status register (Virtio 1.2, 2.1). */
public final class VirtioStatus {
    /** The driver knows the device. */
    public static final int ACKNOWLEDGE = 1;
    /** There is a driver for it. */
    public static final int DRIVER = 2;
    /** The driver is ready: queues are served. */
    public static final int DRIVER_OK = 4;
    /** The driver has chosen its features. */
    public static final int FEATURES_OK = 8;
    /** The device is broken until it is reset. */
    public static final int NEEDS_RESET = 0x40;

    private VirtioStatus() {}
}
