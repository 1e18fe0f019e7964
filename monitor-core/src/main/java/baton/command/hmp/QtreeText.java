package baton.command.hmp;

import baton.machine.tree.DeviceBus;
import baton.machine.tree.DeviceNode;
import baton.machine.tree.DeviceTree;

/** The text of {@code info qtree}. */
final class QtreeText {
    private final StringBuilder out = new StringBuilder();
    private final boolean brief;

    private QtreeText(boolean brief) {
        this.brief = brief;
    }

    /** @param brief leaves the properties out */
    static String of(DeviceTree tree, boolean brief) {
        QtreeText text = new QtreeText(brief);
        text.bus("", tree.root());
        return text.out.toString();
    }

    private void bus(String indent, DeviceBus bus) {
        line(indent, "bus: " + bus.name());
        line(indent, "  type " + bus.type());
        for (DeviceNode device : bus.devices()) {
            device(indent + "  ", device);
        }
    }

    private void device(String indent, DeviceNode device) {
        line(indent, "dev: " + device.type() + ", id \"" + device.id() + '"');
        if (!brief) {
            for (String shown : device.lines()) {
                line(indent, "  " + shown);
            }
        }
        for (DeviceBus bus : device.buses()) {
            bus(indent + "  ", bus);
        }
    }

    private void line(String indent, String text) {
        out.append(indent).append(text).append('\n');
    }
}
