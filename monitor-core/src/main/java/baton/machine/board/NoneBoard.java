package baton.machine.board;

import baton.machine.memory.MemoryMap;
import baton.machine.tree.DeviceTree;
import baton.machine.vcpu.ParkedTask;
import baton.machine.vcpu.Vcpu;
import baton.migration.spi.RamBlock;
import baton.migration.vmstate.VmState;
import java.io.IOException;
import java.util.List;

/** {@code -machine none}: nothing at all, for clients that only want to ask. Needs no KVM. */
public final class NoneBoard implements Board {
    private final MemoryMap memory = new MemoryMap();
    private final DeviceTree tree = new DeviceTree(0);

    @Override
    public String machineName() {
        return "none";
    }

    @Override
    public List<RamBlock> ramBlocks() {
        return List.of();
    }

    @Override
    public List<VmState> sections() {
        return List.of();
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
        return List.of();
    }

    @Override
    public DeviceTree tree() {
        return tree;
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
    public void close() {}
}
