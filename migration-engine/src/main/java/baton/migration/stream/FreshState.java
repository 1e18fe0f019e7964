package baton.migration.stream;

import baton.migration.spi.MigratableVm;
import baton.migration.spi.RamBlock;
import baton.migration.spi.RamPolicy;
import baton.migration.vmstate.ArraySource;
import baton.migration.vmstate.StateReader;
import baton.migration.vmstate.StateWriter;
import baton.migration.vmstate.VmState;
import baton.migration.vmstate.VmStateException;
import java.util.ArrayList;
import java.util.List;

/**
 * A machine as it waits for a stream, kept so that it can be as before when the stream was bad and another may come. Main
 * loop, processors parked.
 */
public final class FreshState {
    private final MigratableVm vm;
    private final List<byte[]> sections = new ArrayList<>();

    private FreshState(MigratableVm vm) {
        this.vm = vm;
    }

    /** Remembers every section as it is; RAM needs no remembering. */
    public static FreshState of(MigratableVm vm) throws VmStateException {
        FreshState fresh = new FreshState(vm);
        StateWriter writer = new StateWriter();
        for (VmState section : vm.sections()) {
            writer.clear();
            writer.save(section);
            fresh.sections.add(writer.toByteArray());
        }
        return fresh;
    }

    /**
     * Puts everything back, in KVM too. RAM that came with the stream is zero again where this process made it; a file holds
     * what has come until the next stream brings all of its pages. RAM in place is not touched.
     */
    public void restore(RamPlan plan) throws VmStateException {
        int next = 0;
        for (VmState section : vm.sections()) {
            new StateReader(new ArraySource(sections.get(next++))).load(section, section.version());
        }
        vm.commit();
        for (RamBlock block : vm.ramBlocks()) {
            if (plan.ram(block) == RamPolicy.COPY) {
                block.clear();
            }
        }
    }
}
