package baton.device.pci;

import baton.base.Hex;

/** What classes of functions are called, in QEMU's words. */
public final class PciClass {
    private PciClass() {}

    /** By class code, base class in the high byte. */
    public static String name(int code) {
        return switch (code) {
            case 0x0100 -> "SCSI controller";
            case 0x0200 -> "Ethernet controller";
            case 0x0600 -> "Host bridge";
            case 0x0601 -> "ISA bridge";
            case 0x0604 -> "PCI bridge";
            default -> "Class " + Hex.padded(code, 4);
        };
    }
}
