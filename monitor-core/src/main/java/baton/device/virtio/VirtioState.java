package baton.device.virtio;

import baton.migration.vmstate.StateVisitor;
import baton.migration.vmstate.Struct;
import baton.migration.vmstate.VmStateException;
import baton.migration.vmstate.VmStateException.Reason;

/** The one field of a virtio device's section, as QEMU lays it out: docs/wire/stream.md, "virtio". */
final class VirtioState implements Struct {
    private static final int QUEUES = VirtQueue.MAX_SIZE;

    private final VirtioCore core;

    VirtioState(VirtioCore core) {
        this.core = core;
    }

    @Override
    public String vmsd() {
        return "virtio";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public void state(StateVisitor v) throws VmStateException {
        core.transport.transportState(v);
        registers(v);
        config(v);
        queues(v);
        v.struct("device", new Own(core.device));
        subsections(v);
    }

    private void registers(StateVisitor v) throws VmStateException {
        core.status = v.u8("status", core.status);
        core.interrupts.load(v.u8("isr", core.interrupts.value()));
        core.queueSelect = v.u16("queue_sel", core.queueSelect);
        core.features = v.u32("guest_features", (int) core.features) & 0xffffffffL | core.features & ~0xffffffffL;
    }

    /** Informative: other lengths are cut or left as they are. */
    private void config(StateVisitor v) throws VmStateException {
        byte[] own = core.config.bytes;
        int length = v.u32("config_len", own.length);
        if (length < 0) {
            throw VmStateException.corrupt("Invalid configuration size: " + Integer.toUnsignedString(length));
        }
        if (length >= own.length) {
            v.buffer("config", own);
            v.unused("config", length - own.length);
            return;
        }
        byte[] part = new byte[length];
        v.buffer("config", part);
        System.arraycopy(part, 0, own, 0, length);
    }

    private void queues(StateVisitor v) throws VmStateException {
        int count = v.u32("queues", core.queues.length);
        if (count < 0 || count > core.queues.length) {
            throw new VmStateException(
                    Reason.MISMATCH, "Invalid number of virtqueues: 0x" + Integer.toHexString(count));
        }
        for (int i = 0; i < count; i++) {
            core.queues[i].state().walk(v, core.transport.hasAlignment());
            core.transport.queueState(v, i);
        }
    }

    private void subsections(StateVisitor v) throws VmStateException {
        boolean modern = !core.transport.legacy();
        if (v.subsection("virtio/device_endian", 1, false)) {
            endian(v.u8("device_endian", 1));
        }
        if (v.subsection("virtio/64bit_features", 1, true)) {
            core.features = v.u64("guest_features", core.features);
        }
        if (v.subsection("virtio/virtqueues", 1, modern)) {
            rings(v);
        }
        if (v.subsection("virtio/ringsize", 1, sizesDiffer())) {
            defaultSizes(v);
        }
        if (v.subsection("virtio/broken", 1, core.broken)) {
            core.broken = v.bool("broken", core.broken);
        }
        Struct extra = core.transport.extraState();
        if (extra != null && v.subsection("virtio/extra_state", 1, modern)) {
            v.struct("extra_state", extra);
        }
        if (v.subsection("virtio/started", 1, core.begun)) {
            core.begun = v.bool("started", core.begun);
        }
        if (v.subsection("virtio/disabled", 1, core.disabled)) {
            core.disabled = v.bool("disabled", core.disabled);
        }
    }

    /** Only little endian: 1. */
    private static void endian(int value) throws VmStateException {
        if (value != 1) {
            throw new VmStateException(Reason.MISMATCH, "a virtio device of a big endian driver");
        }
    }

    private boolean sizesDiffer() {
        for (VirtQueue queue : core.queues) {
            if (queue.state().sizeChanged()) {
                return true;
            }
        }
        return false;
    }

    private void rings(StateVisitor v) throws VmStateException {
        for (VirtQueue queue : core.queues) {
            queue.state().rings(v);
        }
        v.unused("others", 16 * (QUEUES - core.queues.length));
    }

    private void defaultSizes(StateVisitor v) throws VmStateException {
        for (VirtQueue queue : core.queues) {
            queue.state().defaultSize(v);
        }
        v.unused("others", 4 * (QUEUES - core.queues.length));
    }

    /** The fields of the device itself, which have subsections named after it. */
    private static final class Own implements Struct {
        private final VirtioDevice device;

        Own(VirtioDevice device) {
            this.device = device;
        }

        @Override
        public String vmsd() {
            return device.name() + "-device";
        }

        @Override
        public int version() {
            return device.stateVersion();
        }

        @Override
        public void state(StateVisitor v) throws VmStateException {
            device.state(v);
        }
    }
}
