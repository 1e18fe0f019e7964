package baton.device.pci;

import baton.base.AnyThread;
import baton.machine.bus.IoDevice;
import baton.machine.bus.MmioBus;
import java.util.ArrayList;
import java.util.List;

/**
 * Where the windows of PCI functions are: made anew whenever a guest moves one, read by vCPU threads without a lock. The
 * board claims the addresses in which they may be.
 */
@AnyThread
public final class PciMap {
    private record Region(long first, long last, IoDevice target) {}

    private static final Region[] EMPTY = {};

    private final PciBus root;
    private volatile Region[] memory = EMPTY;
    private volatile Region[] ports = EMPTY;

    PciMap(PciBus root) {
        this.root = root;
    }

    /** Looks where all windows are now. */
    public synchronized void update() {
        List<Region> foundMemory = new ArrayList<>();
        List<Region> foundPorts = new ArrayList<>();
        collect(root, foundMemory, foundPorts);
        memory = foundMemory.toArray(EMPTY);
        ports = foundPorts.toArray(EMPTY);
    }

    private static void collect(PciBus bus, List<Region> memory, List<Region> ports) {
        for (PciFunction function : bus.functions()) {
            if (function != null && function.isPowered()) {
                collect(function, memory, ports);
            }
        }
    }

    private static void collect(PciFunction function, List<Region> memory, List<Region> ports) {
        for (int i = 0; i < PciBar.COUNT; i++) {
            long first = function.address(i);
            if (first >= 0) {
                PciBar bar = function.bar(i);
                (bar.isIo() ? ports : memory).add(new Region(first, first + bar.size() - 1, bar.target()));
            }
        }
        if (function.behind() != null) {
            List<Region> behindMemory = new ArrayList<>();
            List<Region> behindPorts = new ArrayList<>();
            collect(function.behind(), behindMemory, behindPorts);
            pass(function, behindMemory, memory, false);
            pass(function, behindPorts, ports, true);
        }
    }

    /** A bridge passes on what lies in its windows. */
    private static void pass(PciFunction bridge, List<Region> behind, List<Region> out, boolean io) {
        boolean on = (bridge.read(PciFunction.COMMAND) & (io ? 1 : 2)) != 0;
        BridgeWindows windows = new BridgeWindows(bridge);
        for (Region region : behind) {
            boolean inside = io
                    ? windows.passIo(region.first(), region.last())
                    : windows.passMemory(region.first(), region.last());
            if (on && inside) {
                out.add(region);
            }
        }
    }

    /** Memory from {@code base} on; where nothing is, zeros are read. */
    public IoDevice memoryFrom(long base) {
        return new Window(base, false, 0);
    }

    /** As {@link #memoryFrom}, but where nothing is, ones are read. */
    public IoDevice openMemoryFrom(long base) {
        return new Window(base, false, -1);
    }

    /** Ports from {@code base} on. */
    public IoDevice portsFrom(int base) {
        return new Window(base, true, -1);
    }

    /** Memory from {@code base} on, however far; where nothing is, ones are read. */
    public MmioBus.Rest memoryBeyond(long base) {
        return new MmioBus.Rest() {
            @Override
            public long read(long address, int size) {
                Region found = address < base ? null : find(memory, address);
                return found == null ? -1 : found.target().read((int) (address - found.first()), size);
            }

            @Override
            public void write(long address, long value, int size) {
                Region found = address < base ? null : find(memory, address);
                if (found != null) {
                    found.target().write((int) (address - found.first()), value, size);
                }
            }
        };
    }

    private static Region find(Region[] regions, long address) {
        for (Region region : regions) {
            if (address >= region.first() && address <= region.last()) {
                return region;
            }
        }
        return null;
    }

    private final class Window implements IoDevice {
        private final long base;
        private final boolean io;
        private final long nothing;

        Window(long base, boolean io, long nothing) {
            this.base = base;
            this.io = io;
            this.nothing = nothing;
        }

        @Override
        public long read(int offset, int size) {
            Region found = find(io ? ports : memory, base + offset);
            return found == null ? nothing : found.target().read((int) (base + offset - found.first()), size);
        }

        @Override
        public void write(int offset, long value, int size) {
            Region found = find(io ? ports : memory, base + offset);
            if (found != null) {
                found.target().write((int) (base + offset - found.first()), value, size);
            }
        }

        @Override
        public void reset() {
            // It keeps nothing.
        }
    }
}
