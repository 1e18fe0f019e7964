package baton.device.pci;

/** Makes configuration space as it is at power-on. PCI Local Bus Specification 3.0, 6.1. */
public final class PciImage {
    private static final int QEMU_SUBSYSTEM = 0x1af4;
    private static final int QEMU_SUBSYSTEM_ID = 0x1100;

    private PciImage() {}

    /**
     * The header of a function, decoding switched on as firmware does.
     *
     * @param deviceClass base class in the high byte
     * @param revision revision id
     */
    public static byte[] of(int vendor, int device, int deviceClass, int revision) {
        byte[] image = new byte[256];
        put16(image, 0, vendor);
        put16(image, 2, device);
        put16(image, 4, 0x0103); // I/O and memory, SERR
        image[8] = (byte) revision;
        put16(image, 10, deviceClass);
        put16(image, 0x2c, QEMU_SUBSYSTEM);
        put16(image, 0x2e, QEMU_SUBSYSTEM_ID);
        return image;
    }

    /** Two bytes, little endian. */
    public static void put16(byte[] image, int at, int value) {
        image[at] = (byte) value;
        image[at + 1] = (byte) (value >> 8);
    }

    /** Four bytes, little endian. */
    public static void put32(byte[] image, int at, int value) {
        put16(image, at, value);
        put16(image, at + 2, value >> 16);
    }
}
