package baton.machine;

import baton.machine.board.AcpiPower;
import baton.machine.board.Board;
import baton.machine.board.BusWindow;
import baton.machine.board.GuestWish;
import baton.machine.memory.MemoryMap;
import baton.machine.tree.DeviceTree;
import baton.machine.vcpu.ParkedTask;
import baton.machine.vcpu.Vcpu;
import baton.migration.spi.RamBlock;
import baton.migration.vmstate.VmState;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Hardware that only notes what it is told. */
final class FakeBoard implements Board {
    final List<String> told = new ArrayList<>();
    boolean broken;
    GuestWish wish = GuestWish.NOTHING;
    AcpiPower power;

    @Override
    public String machineName() {
        return "fake";
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
        return new MemoryMap();
    }

    @Override
    public List<Vcpu> cpus() {
        return List.of();
    }

    @Override
    public void reset() {
        told.add("reset");
    }

    @Override
    public AcpiPower power() {
        return power;
    }

    /** Gives it power management. */
    void addPower() {
        power = new AcpiPower() {
            @Override
            public void pressButton() {
                told.add("button");
            }

            @Override
            public void wake() throws IOException {
                if (broken) {
                    throw new IOException("broken");
                }
                told.add("wake");
            }
        };
    }

    @Override
    public GuestWish wish() {
        return wish;
    }

    @Override
    public void start() throws IOException {
        if (broken) {
            throw new IOException("broken");
        }
        told.add("start");
    }

    @Override
    public void stop() {
        told.add("stop");
    }

    @Override
    public void close() {
        told.add("close");
    }

    @Override
    public List<BusWindow> windows() {
        return List.of();
    }

    @Override
    public DeviceTree tree() {
        return new DeviceTree(0);
    }

    @Override
    public void pauseFor(ParkedTask task) throws IOException {
        task.run();
    }
}
