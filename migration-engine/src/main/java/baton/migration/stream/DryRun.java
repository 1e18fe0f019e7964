package baton.migration.stream;

import baton.migration.spi.MigratableVm;
import baton.migration.vmstate.StateDescriber;
import baton.migration.vmstate.StateWriter;
import baton.migration.vmstate.VmState;
import baton.migration.vmstate.VmStateException;

/** Saving without a stream: what it would trip over is found while the guest still runs. Main loop. */
public final class DryRun {
    private DryRun() {}

    /**
     * Walks every section as saving does, without fetching anything, and throws the bytes away. Nothing is changed.
     *
     * @throws VmStateException what saving would fail with
     */
    public static void save(MigratableVm vm) throws VmStateException {
        StateWriter writer = new StateWriter();
        StateDescriber describer = new StateDescriber(writer);
        for (VmState section : vm.sections()) {
            writer.clear();
            describer.save(section);
        }
    }
}
