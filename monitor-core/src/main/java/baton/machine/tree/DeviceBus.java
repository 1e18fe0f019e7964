package baton.machine.tree;

import baton.base.MainLoopThread;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A bus and what is on it, in the order of {@code info qtree}: what came last is first. */
@MainLoopThread
public final class DeviceBus {
    private final String name;
    private final String type;
    private final List<DeviceNode> devices = new ArrayList<>();

    /** {@code type} is QEMU's name for its kind, such as {@code PCIE}. */
    public DeviceBus(String name, String type) {
        this.name = name;
        this.type = type;
    }

    /** Its name, such as {@code pcie.0}. */
    public String name() {
        return name;
    }

    /** QEMU's name for its kind. */
    public String type() {
        return type;
    }

    /** What is on it. */
    public List<DeviceNode> devices() {
        return Collections.unmodifiableList(devices);
    }

    void add(DeviceNode device) {
        devices.add(0, device);
    }

    void remove(DeviceNode device) {
        devices.remove(device);
    }
}
