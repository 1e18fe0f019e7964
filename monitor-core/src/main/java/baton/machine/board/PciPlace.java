package baton.machine.board;

import baton.device.pci.PciBus;
import baton.device.pci.PcieRootPort;
import baton.machine.tree.DeviceBus;

/**
 * Where a device goes, or is.
 *
 * @param bus the bus as users see it
 * @param functions the bus itself
 * @param port the port it is behind; null on bus 0
 * @param devfn device number times 8, and function
 * @param path QEMU's name of the place, such as {@code 0000:00:02.0:00.0}
 */
record PciPlace(DeviceBus bus, PciBus functions, PcieRootPort port, int devfn, String path) {
    /** Device and function, as {@code addr} is shown: {@code 02.0}. */
    static String address(int devfn) {
        String device = Integer.toHexString(devfn >> 3);
        return (device.length() < 2 ? "0" : "") + device + '.' + (devfn & 7);
    }
}
