package baton.command.hmp;

import baton.machine.board.Board;
import baton.machine.board.BoardDevice;
import java.util.List;

/** The text of {@code info qtree}. */
final class DeviceTree {
    private DeviceTree() {}

    /** @param brief leaves the properties out */
    static String text(Board board, boolean brief) {
        StringBuilder out = new StringBuilder();
        bus(out, "", new BoardDevice.Bus("main-system-bus", "System", board.devices()), brief);
        return out.toString();
    }

    private static void bus(StringBuilder out, String indent, BoardDevice.Bus bus, boolean brief) {
        out.append(indent).append("bus: ").append(bus.name()).append('\n');
        out.append(indent).append("  type ").append(bus.type()).append('\n');
        devices(out, indent + "  ", bus.devices(), brief);
    }

    private static void devices(StringBuilder out, String indent, List<BoardDevice> devices, boolean brief) {
        for (BoardDevice device : devices) {
            out.append(indent).append("dev: ").append(device.type()).append(", id \"\"\n");
            for (String property : device.properties()) {
                if (!brief) {
                    out.append(indent).append("  ").append(property).append('\n');
                }
            }
            if (device.bus() != null) {
                bus(out, indent + "  ", device.bus(), brief);
            }
        }
    }
}
