package baton.device.virtio;

import baton.migration.vmstate.StateVisitor;
import baton.migration.vmstate.VmState;
import baton.migration.vmstate.VmStateException;

/** A transport whose section is that of the device in it. */
interface VirtioStream extends VmState {
    /** The device's section. */
    VirtioSection section();

    @Override
    default String vmsd() {
        return section().vmsd();
    }

    @Override
    default String idstr() {
        return section().idstr();
    }

    @Override
    default int version() {
        return section().version();
    }

    @Override
    default void state(StateVisitor v) throws VmStateException {
        section().state(v);
    }
}
