package baton.command.hmp;

import baton.machine.board.Board;
import baton.machine.board.BoardDevice;

/** The text of {@code info qtree}. */
final class DeviceTree {
    private DeviceTree() {}

    /** @param brief leaves the properties out */
    static String text(Board board, boolean brief) {
        StringBuilder out = new StringBuilder("bus: main-system-bus\n  type System\n");
        boolean isa = false;
        for (BoardDevice device : board.devices()) {
            if (device.isa()) {
                isa = true;
            } else {
                device(out, "  ", device, brief);
            }
        }
        if (isa) {
            out.append("  dev: isabus-bridge, id \"\"\n    bus: isa.0\n      type ISA\n");
        }
        for (BoardDevice device : board.devices()) {
            if (device.isa()) {
                device(out, "      ", device, brief);
            }
        }
        return out.toString();
    }

    private static void device(StringBuilder out, String indent, BoardDevice device, boolean brief) {
        out.append(indent).append("dev: ").append(device.type()).append(", id \"\"\n");
        for (String property : device.properties()) {
            if (!brief) {
                out.append(indent).append("  ").append(property).append('\n');
            }
        }
    }
}
