package baton.device.virtio;

import baton.device.pci.Msix;
import baton.device.pci.PciImage;

/**
 * Configuration space of a virtio PCI device (Virtio 1.2, 4.1.2 and 4.1.4), QEMU's to the byte: of PCI Express and modern
 * behind a port, conventional and transitional on bus 0.
 */
final class PciConfig {
    /** Window of the table of vectors. */
    static final int VECTORS_BAR = 1;
    /** Window of {@link PciModern}. */
    static final int MODERN_BAR = 4;

    private static final int VENDOR = 0x1af4;
    private static final int EXPRESS = 0x40;
    private static final int POWER = 0x7c;
    private static final int COMMON = 1;
    private static final int NOTIFY = 2;
    private static final int ISR = 3;
    private static final int DEVICE = 4;
    private static final int ACCESS = 5;

    private final PciImage image;
    private int next = 0x40;

    private PciConfig(PciImage image) {
        this.image = image;
    }

    /** Of a device behind a port. */
    static PciConfig express(int deviceId) {
        PciImage image = PciImage.header(PciImage.EXPRESS, VENDOR, 0x1040 + deviceId, classOf(deviceId), 1);
        PciConfig config = new PciConfig(image.subsystem(VENDOR, 0x1100).put8(0x3d, 1));
        config.endpoint();
        config.next = POWER + 8;
        return config;
    }

    /** Of a device on bus 0. */
    static PciConfig transitional(int deviceId) {
        PciImage image = PciImage.header(PciImage.CONVENTIONAL, VENDOR, transitionalId(deviceId), classOf(deviceId), 0);
        return new PciConfig(image.subsystem(VENDOR, deviceId).put8(0x3d, 1));
    }

    /** Puts in the capabilities; gives where that of MSI-X is. */
    int capabilities(int vectors) {
        part(COMMON, 0, 16);
        part(ISR, PciModern.ISR, 16);
        part(DEVICE, PciModern.DEVICE, 16);
        int notify = part(NOTIFY, PciModern.NOTIFY, 20);
        image.put32(notify + 16, PciModern.NOTIFY_STEP);
        int access = next;
        image.capability(9, access, 20).put8(access + 2, 20).put8(access + 3, ACCESS);
        image.writable(access + 4, 0xff).writable32(access + 8, -1).writable32(access + 12, -1);
        image.writable32(access + 16, -1);
        next += 20;
        Msix.describe(image, next, vectors, VECTORS_BAR);
        return next;
    }

    PciImage image() {
        return image;
    }

    private int part(int type, int offset, int size) {
        int at = next;
        image.capability(9, at, size).put8(at + 2, size).put8(at + 3, type).put8(at + 4, MODERN_BAR);
        image.put32(at + 8, offset).put32(at + 12, PciModern.PART);
        next += size;
        return at;
    }

    /** PCI Express and power management. PCI Express Base Specification 4.0, 7.5.2 and 7.5.3. */
    private void endpoint() {
        image.capability(0x10, EXPRESS, 0x3c).put16(EXPRESS + 2, 0x0002).put32(EXPRESS + 4, 0x10008020);
        image.writable(EXPRESS + 8, 0x0f).put32(EXPRESS + 0x0c, 0x00000411).writable(EXPRESS + 0x10, 0xc0);
        image.put16(EXPRESS + 0x12, 0x0011).put32(EXPRESS + 0x24, 0x00300000).writable(EXPRESS + 0x29, 0x80);
        image.capability(1, POWER, 8).put16(POWER + 2, 3).writable(POWER + 4, 3);
        image.extended(0, 0, 0x100, 4, 0);
    }

    private static int transitionalId(int deviceId) {
        return switch (deviceId) {
            case 1 -> 0x1000;
            case 2 -> 0x1001;
            case 3 -> 0x1003;
            case 4 -> 0x1005;
            case 5 -> 0x1002;
            case 8 -> 0x1004;
            default -> 0x1040 + deviceId;
        };
    }

    private static int classOf(int deviceId) {
        return switch (deviceId) {
            case 1 -> 0x0200;
            case 2 -> 0x0100;
            case 3 -> 0x0780;
            default -> 0x00ff;
        };
    }
}
