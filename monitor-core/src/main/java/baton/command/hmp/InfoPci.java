package baton.command.hmp;

import baton.base.Hex;
import baton.device.pci.BridgeWindows;
import baton.device.pci.PciBar;
import baton.device.pci.PciBus;
import baton.device.pci.PciClass;
import baton.device.pci.PciFunction;
import baton.machine.board.Board;
import baton.monitor.hmp.HmpArgs;
import baton.monitor.hmp.HmpCommand;
import baton.monitor.hmp.HmpOutput;
import baton.monitor.hmp.HmpSpec;

/** {@code info pci}: the functions on PCI buses. */
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
        if (board.pci() != null) {
            bus(board.pci(), out);
        }
    }

    private static void bus(PciBus bus, HmpOutput out) {
        for (int devfn = 0; devfn < PciBus.FUNCTIONS; devfn++) {
            PciFunction function = bus.at(devfn);
            if (function != null && function.isPowered()) {
                out.print(text(bus.number(), devfn, function));
            }
        }
        for (int devfn = 0; devfn < PciBus.FUNCTIONS; devfn++) {
            PciFunction function = bus.at(devfn);
            if (function != null
                    && function.behind() != null
                    && function.behind().number() != 0) {
                bus(function.behind(), out);
            }
        }
    }

    private static String text(int bus, int devfn, PciFunction function) {
        StringBuilder out = new StringBuilder();
        out.append("  Bus ").append(right(bus, 2)).append(", device ").append(right(devfn >> 3, 3));
        out.append(", function ").append(devfn & 7).append(":\n    ");
        out.append(PciClass.name(function.deviceClass()))
                .append(": PCI device ")
                .append(pair(function.identity()));
        if (function.subsystem() != 0) {
            out.append("\n      PCI subsystem ").append(pair(function.subsystem()));
        }
        if (function.interruptPin() != 0) {
            out.append("\n      IRQ ").append(function.read(0x3c)).append(", pin ");
            out.append((char) ('A' + function.interruptPin() - 1));
        }
        out.append('\n');
        if (function.isBridge()) {
            bridge(out, function);
        }
        for (int i = 0; i < PciBar.COUNT; i++) {
            if (function.bar(i) != null) {
                window(out, i, function.bar(i), function.address(i));
            }
        }
        return out.append("      id \"").append(function.id()).append("\"\n").toString();
    }

    private static void bridge(StringBuilder out, PciFunction bridge) {
        BridgeWindows windows = new BridgeWindows(bridge);
        out.append("      BUS ").append(bridge.read(0x18)).append(".\n");
        out.append("      secondary bus ").append(bridge.read(0x19)).append(".\n");
        out.append("      subordinate bus ").append(bridge.read(0x1a)).append(".\n");
        range(out, "IO range", windows.ioBase(), windows.ioLimit(), 4);
        range(out, "memory range", windows.memoryBase(), windows.memoryLimit(), 8);
        range(out, "prefetchable memory range", windows.prefetchBase(), windows.prefetchLimit(), 8);
    }

    private static void range(StringBuilder out, String name, long first, long last, int digits) {
        out.append("      ").append(name).append(" [0x").append(Hex.padded(first, digits));
        out.append(", 0x").append(Hex.padded(last, digits)).append("]\n");
    }

    private static void window(StringBuilder out, int index, PciBar bar, long address) {
        out.append("      BAR").append(index).append(": ");
        if (bar.isIo()) {
            out.append("I/O");
        } else {
            out.append(bar.isWide() ? "64" : "32").append(" bit").append(bar.isPrefetchable() ? " prefetchable" : "");
            out.append(" memory");
        }
        if (address < 0) {
            out.append(" (not mapped)\n");
            return;
        }
        int digits = bar.isIo() ? 4 : 8;
        out.append(" at 0x").append(Hex.padded(address, digits)).append(" [0x");
        out.append(Hex.padded(address + bar.size() - 1, digits)).append("]\n");
    }

    private static String right(int number, int width) {
        String text = Integer.toString(number);
        return " ".repeat(Math.max(0, width - text.length())) + text;
    }

    private static String pair(int id) {
        return Hex.padded(id & 0xffff, 4) + ":" + Hex.padded(id >>> 16, 4);
    }
}
