package baton.command;

import baton.device.pci.Mch;
import baton.device.pci.PciBus;
import baton.machine.board.Board;
import baton.machine.board.BusWindow;
import baton.machine.memory.MemoryMap;
import baton.machine.memory.RamBackend;
import baton.machine.tree.DeviceBus;
import baton.machine.tree.DeviceNode;
import baton.machine.tree.DeviceTree;
import baton.machine.tree.Property;
import baton.machine.vcpu.ParkedTask;
import baton.machine.vcpu.Vcpu;
import baton.migration.spi.RamBlock;
import baton.migration.vmstate.StateVisitor;
import baton.migration.vmstate.VmState;
import baton.migration.vmstate.VmStateException;
import java.io.IOException;
import java.util.List;

/** A board of one block of RAM at 0, two chips and a device that can have a bug, without processors. */
final class OneBlockBoard implements Board {
    private final MemoryMap memory = new MemoryMap();
    private final RamBackend ram;
    private boolean buggy;

    OneBlockBoard(RamBackend ram) {
        this.ram = ram;
        memory.size(ram.length(), 0);
        memory.add("ram-below-4g", 0, ram.length(), ram, 0);
    }

    @Override
    public String machineName() {
        return "microvm";
    }

    @Override
    public List<RamBlock> ramBlocks() {
        return List.of(ram);
    }

    /** Gives the device a bug, or mends it. */
    void bug(boolean there) {
        buggy = there;
    }

    @Override
    public List<VmState> sections() {
        return List.of(new VmState() {
            @Override
            public String vmsd() {
                return "device";
            }

            @Override
            public int version() {
                return 1;
            }

            @Override
            public void state(StateVisitor v) throws VmStateException {
                if (buggy) {
                    throw new IllegalStateException("a bug");
                }
                v.u8("nothing", 0);
            }
        });
    }

    @Override
    public MemoryMap memory() {
        return memory;
    }

    @Override
    public List<Vcpu> cpus() {
        return List.of();
    }

    @Override
    public List<BusWindow> windows() {
        return List.of(
                new BusWindow("pit", true, 0x40, 0x43, 0),
                new BusWindow("kvm-apic-msi", false, 0xfee00000L, 0xfeefffffL, 4096));
    }

    @Override
    public DeviceTree tree() {
        DeviceTree tree = new DeviceTree(0);
        DeviceBus isa = new DeviceBus("isa.0", "ISA");
        tree.own(tree.root(), new DeviceNode("isabus-bridge").with(isa));
        tree.own(tree.root(), new DeviceNode("kvmclock"));
        tree.own(isa, new DeviceNode("isa-pit").with(Property.number("iobase", 0x40)));
        return tree;
    }

    @Override
    public PciBus pci() {
        PciBus bus = new PciBus();
        bus.add(0, 0, new Mch(0xb0000000L).function());
        return bus;
    }

    @Override
    public void reset() {}

    @Override
    public void start() {}

    @Override
    public void stop() {}

    @Override
    public void pauseFor(ParkedTask task) throws IOException {
        task.run();
    }

    @Override
    public void close() throws IOException {
        ram.close();
    }
}
