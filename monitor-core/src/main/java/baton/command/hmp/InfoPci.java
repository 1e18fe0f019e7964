package baton.command.hmp;

import baton.base.Hex;
import baton.device.pci.PciBus;
import baton.device.pci.PciFunction;
import baton.machine.board.Board;
import baton.monitor.hmp.HmpArgs;
import baton.monitor.hmp.HmpCommand;
import baton.monitor.hmp.HmpOutput;
import baton.monitor.hmp.HmpSpec;

/** {@code info pci}: the functions on PCI bus 0. */
public final class InfoPci implements HmpCommand {
    private static final HmpSpec SPEC = new HmpSpec("pci", "", "", "show PCI info");

    private final Board board;

    /** Shows the PCI bus of {@code board}. */
    public InfoPci(Board board) {
        this.board = board;
    }

    @Override
    public HmpSpec spec() {
        return SPEC;
    }

    @Override
    public void run(HmpArgs args, HmpOutput out) {
        PciBus pci = board.pci();
        for (int devfn = 0; pci != null && devfn < PciBus.FUNCTIONS; devfn++) {
            if (pci.at(devfn) != null) {
                out.print(text(devfn, pci.at(devfn)));
            }
        }
    }

    private static String text(int devfn, PciFunction function) {
        String device = Integer.toString(devfn >> 3);
        return "  Bus  0, device " + " ".repeat(3 - device.length()) + device + ", function " + (devfn & 7) + ":\n    "
                + function.className() + ": PCI device " + pair(function.identity()) + "\n      PCI subsystem "
                + pair(function.subsystem()) + "\n      id \"\"\n";
    }

    private static String pair(int id) {
        return Hex.padded(id & 0xffff, 4) + ":" + Hex.padded(id >>> 16, 4);
    }
}
