package baton.machine.board;

import baton.device.pci.PciBus;
import baton.device.pci.PcieRootPort;
import baton.machine.tree.DeviceBus;
import baton.machine.tree.DeviceNode;
import baton.machine.tree.DeviceTree;
import java.util.IdentityHashMap;
import java.util.Map;

/** Finds places for PCI devices, in QEMU's order and with its errors. Main loop. */
final class PciPlaces {
    private static final String ROOT_PATH = "0000:00:";
    private static final int FIRST = 8; // device 0 of bus 0 is the host bridge

    private final DeviceTree tree;
    private final DeviceBus rootName;
    private final PciBus root;
    private final Map<DeviceBus, PcieRootPort> ports = new IdentityHashMap<>();

    PciPlaces(DeviceTree tree, DeviceBus rootName, PciBus root) {
        this.tree = tree;
        this.rootName = rootName;
        this.root = root;
    }

    /** From now on devices can be asked to be behind {@code port}, whose bus has that name. */
    void behind(DeviceBus bus, PcieRootPort port) {
        ports.put(bus, port);
    }

    /** No longer. */
    void forget(PcieRootPort port) {
        ports.values().remove(port);
    }

    boolean isPort(DeviceBus bus) {
        return ports.containsKey(bus);
    }

    PciPlace find(PciRequest request) throws PlugRefused {
        if (request.id() != null && tree.find(request.id()) != null) {
            throw new PlugRefused("Duplicate device ID '" + request.id() + "'");
        }
        DeviceBus bus = request.bus() == null ? rootName : tree.bus(request.bus());
        if (bus == null) {
            throw new PlugRefused("Bus '" + request.bus() + "' not found");
        }
        PcieRootPort port = ports.get(bus);
        if (bus == rootName) {
            return onRoot(request);
        } else if (port == null) {
            throw new PlugRefused("Device '" + request.driver() + "' can't go on " + bus.type() + " bus");
        }
        return behind(request, bus, port);
    }

    private PciPlace onRoot(PciRequest request) throws PlugRefused {
        int devfn = request.devfn() < 0 ? firstFree(request) : request.devfn();
        if (root.at(devfn) != null) {
            throw new PlugRefused("PCI: slot " + (devfn >> 3) + " function " + (devfn & 7) + " not available for "
                    + request.driver() + ", in use by " + user(rootName, devfn));
        }
        return new PciPlace(rootName, root, null, devfn, ROOT_PATH + PciPlace.address(devfn));
    }

    private int firstFree(PciRequest request) throws PlugRefused {
        for (int devfn = FIRST; devfn < PciBus.FUNCTIONS; devfn += 8) {
            if (root.at(devfn) == null) {
                return devfn;
            }
        }
        throw new PlugRefused("PCI: no slot/function available for " + request.driver() + ", all in use or reserved");
    }

    private static PciPlace behind(PciRequest request, DeviceBus bus, PcieRootPort port) throws PlugRefused {
        if (request.devfn() > 0) {
            throw new PlugRefused("PCI: slot " + (request.devfn() >> 3) + " is not valid for " + request.driver()
                    + ", parent device only allows plugging into slot 0.");
        }
        if (port.bus().at(0) != null) {
            throw new PlugRefused(
                    "PCI: slot 0 function 0 not available for " + request.driver() + ", in use by " + user(bus, 0));
        }
        String path = port.idstr().substring(0, port.idstr().indexOf('/')) + ":00.0";
        return new PciPlace(bus, port.bus(), port, 0, path);
    }

    private static String user(DeviceBus bus, int devfn) {
        String address = PciPlace.address(devfn);
        for (DeviceNode device : bus.devices()) {
            if (device.property("addr") != null
                    && address.equals(device.property("addr").value())) {
                return device.type() + ",id=" + device.id();
            }
        }
        return "another device";
    }
}
