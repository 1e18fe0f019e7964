package baton.device.virtio;

import baton.migration.vmstate.StateVisitor;
import baton.migration.vmstate.VmStateException;
import baton.migration.vmstate.VmStateException.Reason;

/** The section of a virtio device, which its transport shows as its own: {@code PATH/NAME}, and all of it in one field. */
public final class VirtioSection {
    private final VirtioCore core;
    private final String path;
    private final VirtioState state;

    /** {@code path}: what QEMU calls the place of the transport, such as {@code virtio-mmio@00000000feb00e00}. */
    public VirtioSection(VirtioCore core, String path) {
        this.core = core;
        this.path = path;
        this.state = new VirtioState(core);
    }

    /** QEMU's name of the section's fields. */
    public String vmsd() {
        return core.device.name();
    }

    /** The section's name. */
    public String idstr() {
        return path + "/" + vmsd();
    }

    /** Version of the section. */
    public int version() {
        return core.device.stateVersion();
    }

    /** Walks all of it. */
    public void state(StateVisitor v) throws VmStateException {
        v.opaque("virtio", "virtio", state);
    }

    /** Refuses what cannot be true; looks into the rings, which are in RAM by now. */
    public void loaded() throws VmStateException {
        long refused = core.features & ~core.hostFeatures();
        if (refused != 0) {
            throw new VmStateException(
                    Reason.MISMATCH,
                    "Features 0x" + Long.toHexString(core.features) + " unsupported. Allowed features: 0x"
                            + Long.toHexString(core.hostFeatures()));
        }
        for (VirtQueue queue : core.queues) {
            queue.state().loaded(core.transport.legacy());
        }
        core.device.loaded();
    }

    /** The whole stream was good: drives the interrupt line. */
    public void commit() throws VmStateException {
        core.interrupts.acknowledge(0);
        core.device.commit();
    }
}
