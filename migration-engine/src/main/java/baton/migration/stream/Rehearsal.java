package baton.migration.stream;

import baton.migration.spi.MigratableVm;
import baton.migration.vmstate.ArraySource;
import baton.migration.vmstate.StateDescriber;
import baton.migration.vmstate.StateReader;
import baton.migration.vmstate.StateWriter;
import baton.migration.vmstate.VmState;
import baton.migration.vmstate.VmStateException;

/**
 * Goes through the motions before the guest stands still: a JVM runs code three to five times faster the second time,
 * and for the device sections that is milliseconds of the guest's pause. Nothing that a guest or a stream could notice
 * is changed. Main loop.
 */
public final class Rehearsal {
    private Rehearsal() {}

    /** Walks every section as saving does, without fetching anything, and throws the bytes away. The guest may run. */
    public static void saving(MigratableVm vm) throws VmStateException {
        StateWriter writer = new StateWriter();
        StateDescriber describer = new StateDescriber(writer);
        for (VmState section : vm.sections()) {
            writer.clear();
            describer.save(section);
        }
    }

    /**
     * Writes every section and reads it back as what it was, then hands it to KVM, which has that state already. For a
     * machine that waits for a stream, before the stream comes.
     */
    public static void loading(MigratableVm vm) throws VmStateException {
        StateWriter writer = new StateWriter();
        for (VmState section : vm.sections()) {
            writer.clear();
            writer.save(section);
            new StateReader(new ArraySource(writer.toByteArray())).load(section, section.version());
        }
        vm.commit();
    }
}
