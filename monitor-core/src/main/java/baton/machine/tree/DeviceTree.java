package baton.machine.tree;

import baton.base.MainLoopThread;
import java.util.ArrayList;
import java.util.List;

/**
 * All devices of a machine. Its own are below {@code /machine/unattached} unless they have a better place, a user's below
 * {@code /machine/peripheral} by their names, or {@code /machine/peripheral-anon} by number.
 */
@MainLoopThread
public final class DeviceTree {
    private static final String UNATTACHED = "/machine/unattached/device[";
    private static final String PERIPHERAL = "/machine/peripheral/";
    private static final String ANONYMOUS = "/machine/peripheral-anon/device[";

    private final DeviceBus root = new DeviceBus("main-system-bus", "System");
    private final DeviceBus nowhere = new DeviceBus("", "");
    private int own;
    private int anonymous;

    /** @param first number of the first device of the machine's own; those before are its processors */
    public DeviceTree(int first) {
        own = first;
    }

    /** The system bus, on which everything is. */
    public DeviceBus root() {
        return root;
    }

    /** Puts a device of the machine's own on {@code bus}. */
    public DeviceNode own(DeviceBus bus, DeviceNode device) {
        return place(bus, device, UNATTACHED + own++ + "]");
    }

    /** Puts a device of the machine's own on {@code bus}, at a QOM path of its own. */
    public DeviceNode own(DeviceBus bus, DeviceNode device, String path) {
        return place(bus, device, path);
    }

    /** Puts a device that a user asked for on {@code bus}. */
    public DeviceNode add(DeviceBus bus, DeviceNode device) {
        String path = device.id().isEmpty() ? ANONYMOUS + anonymous++ + "]" : PERIPHERAL + device.id();
        return place(bus, device, path);
    }

    /** Has a device that a user asked for and that is on no bus. */
    public DeviceNode add(DeviceNode device) {
        return add(nowhere, device);
    }

    private static DeviceNode place(DeviceBus bus, DeviceNode device, String path) {
        bus.add(device);
        device.place(bus, path);
        return device;
    }

    /** Takes a device out, with all behind it. */
    public void remove(DeviceNode device) {
        device.parent().remove(device);
    }

    /** The device with that user's name or QOM path, or null. */
    public DeviceNode find(String name) {
        for (DeviceNode device : all()) {
            if (name.equals(device.path()) || !name.isEmpty() && name.equals(device.id())) {
                return device;
            }
        }
        return null;
    }

    /** The bus of that name, or null. */
    public DeviceBus bus(String name) {
        if (name.equals(root.name())) {
            return root;
        }
        for (DeviceNode device : all()) {
            for (DeviceBus bus : device.buses()) {
                if (bus.name().equals(name)) {
                    return bus;
                }
            }
        }
        return null;
    }

    /** The first bus of QEMU's type {@code type}, or null. */
    public DeviceBus firstBus(String type) {
        for (DeviceNode device : all()) {
            for (DeviceBus bus : device.buses()) {
                if (bus.type().equals(type)) {
                    return bus;
                }
            }
        }
        return null;
    }

    /** Every device, those on a bus after the one that makes it. */
    public List<DeviceNode> all() {
        List<DeviceNode> all = new ArrayList<>();
        collect(root, all);
        all.addAll(nowhere.devices());
        return all;
    }

    private static void collect(DeviceBus bus, List<DeviceNode> all) {
        for (DeviceNode device : bus.devices()) {
            all.add(device);
            for (DeviceBus made : device.buses()) {
                collect(made, all);
            }
        }
    }
}
