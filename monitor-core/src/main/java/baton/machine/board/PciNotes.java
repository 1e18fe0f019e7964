package baton.machine.board;

import baton.base.Hex;
import baton.device.pci.PciBar;
import baton.device.pci.PciClass;
import baton.device.pci.PciFunction;
import baton.machine.tree.DeviceNode;
import java.util.ArrayList;
import java.util.List;

/** What {@code info qtree} says of a PCI function after its properties. */
final class PciNotes implements DeviceNode.Notes {
    private final PciPlace place;
    private final PciFunction function;

    PciNotes(PciPlace place, PciFunction function) {
        this.place = place;
        this.function = function;
    }

    @Override
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("class " + PciClass.name(function.deviceClass()) + ", addr "
                + Hex.padded(place.functions().number(), 2) + ":" + PciPlace.address(place.devfn()) + ", pci id "
                + pair(function.identity()) + " (sub " + pair(function.subsystem()) + ")");
        for (int i = 0; i < PciBar.COUNT; i++) {
            PciBar bar = function.bar(i);
            if (bar != null) {
                long at = function.address(i);
                lines.add("bar " + i + ": " + (bar.isIo() ? "i/o" : "mem") + " at 0x" + Long.toHexString(at) + " [0x"
                        + Long.toHexString(at < 0 ? bar.size() - 2 : at + bar.size() - 1) + "]");
            }
        }
        return lines;
    }

    private static String pair(int id) {
        return Hex.padded(id & 0xffff, 4) + ":" + Hex.padded(id >>> 16, 4);
    }
}
