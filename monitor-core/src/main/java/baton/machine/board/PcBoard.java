package baton.machine.board;

import baton.machine.bus.IoBus;
import baton.machine.memory.MemoryMap;
import baton.machine.tree.DeviceNode;
import baton.machine.vcpu.ParkedTask;
import baton.machine.vcpu.Vcpu;
import baton.migration.spi.RamBlock;
import baton.migration.vmstate.VmState;
import baton.nat.libc.Fd;
import java.io.IOException;
import java.util.List;

/** A board around a {@link PcCore}, which does for it what every PC does alike. */
interface PcBoard extends Board {
    PcCore core();

    @Override
    default List<RamBlock> ramBlocks() {
        return core().ramBlocks();
    }

    @Override
    default List<VmState> sections() {
        return core().sections();
    }

    @Override
    default MemoryMap memory() {
        return core().memory();
    }

    @Override
    default IoBus ports() {
        return core().ports();
    }

    @Override
    default Fd hardware() {
        return core().hardware();
    }

    @Override
    default List<Vcpu> cpus() {
        return core().cpus();
    }

    @Override
    default GuestWish wish() {
        return core().requests().wish();
    }

    @Override
    default void addPanicPort(DeviceNode device, int events) throws PlugRefused {
        for (DeviceNode other : tree().all()) {
            if (other.type().equals(device.type())) {
                throw new PlugRefused("only one pvpanic device may be created");
            }
        }
        core().addPanicPort(events);
        tree().add(tree().bus("isa.0"), device);
    }

    @Override
    default void start() throws IOException {
        core().start();
    }

    @Override
    default void stop() throws IOException {
        core().stop();
    }

    @Override
    default void pauseFor(ParkedTask task) throws IOException {
        core().pauseFor(task);
    }

    @Override
    default void close() throws IOException {
        core().close();
    }
}
