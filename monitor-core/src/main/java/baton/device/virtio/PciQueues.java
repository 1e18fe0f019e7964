package baton.device.virtio;

import baton.migration.vmstate.StateVisitor;
import baton.migration.vmstate.Struct;
import baton.migration.vmstate.VmStateException;
import java.util.Arrays;

/**
 * What a driver of the modern PCI transport has written so far and the queues do not have yet: the queues get it when it
 * enables them. QEMU keeps it for 1024 queues, in {@code virtio/extra_state}. Under the transport's lock.
 */
final class PciQueues implements Struct {
    /** Words of addresses: low and high halves of descriptors, available and used. */
    static final int WORDS = 6;

    private static final int QUEUES = VirtQueue.MAX_SIZE;

    private final VirtioCore core;
    int deviceSelect;
    int driverSelect;
    private final int[] features = new int[2];
    private final int[] sizes;
    private final boolean[] enabled;
    private final int[] addresses;

    PciQueues(VirtioCore core) {
        this.core = core;
        this.sizes = new int[core.queues()];
        this.enabled = new boolean[core.queues()];
        this.addresses = new int[WORDS * core.queues()];
    }

    int driverFeatures() {
        return driverSelect < features.length && driverSelect >= 0 ? features[driverSelect] : 0;
    }

    void driverFeatures(int value) {
        if (driverSelect < features.length && driverSelect >= 0) {
            features[driverSelect] = value;
            core.setFeatures((long) features[1] << 32 | features[0] & 0xffffffffL);
        }
    }

    // ---- of the selected queue; nothing when there is none

    int isEnabled() {
        return core.selected() != null && enabled[core.queueSelect()] ? 1 : 0;
    }

    int address(int word) {
        return core.selected() == null ? 0 : addresses[WORDS * core.queueSelect() + word];
    }

    void address(int word, int value) {
        if (core.selected() != null) {
            addresses[WORDS * core.queueSelect() + word] = value;
        }
    }

    void size(int value) {
        if (core.selected() != null) {
            sizes[core.queueSelect()] = value;
            core.selected().size(value);
        }
    }

    void enable() {
        VirtQueue queue = core.selected();
        if (queue != null) {
            int at = core.queueSelect();
            enabled[at] = true;
            queue.size(sizes[at]);
            queue.addresses(part(at, 0), part(at, 1), part(at, 2));
        }
    }

    private long part(int at, int part) {
        int first = WORDS * at + 2 * part;
        return (long) addresses[first + 1] << 32 | addresses[first] & 0xffffffffL;
    }

    void resetQueue() {
        if (core.selected() != null) {
            core.resetQueue(core.queueSelect());
            enabled[core.queueSelect()] = false;
        }
    }

    void reset() {
        deviceSelect = 0;
        driverSelect = 0;
        Arrays.fill(features, 0);
        Arrays.fill(sizes, 0);
        Arrays.fill(enabled, false);
        Arrays.fill(addresses, 0);
    }

    @Override
    public String vmsd() {
        return "virtio_pci";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public void state(StateVisitor v) throws VmStateException {
        if (v.subsection("virtio_pci/modern_state", 1, true)) {
            deviceSelect = v.u32("dfselect", deviceSelect);
            driverSelect = v.u32("gfselect", driverSelect);
            v.u32s("guest_features", features);
            for (int i = 0; i < QUEUES; i++) {
                queueState(v, i);
            }
        }
    }

    private void queueState(StateVisitor v, int at) throws VmStateException {
        boolean ours = at < sizes.length;
        int size = v.u16("num", ours ? sizes[at] : 0);
        v.unused("unused", 1);
        boolean on = v.bool("enabled", ours && enabled[at]);
        for (int word = 0; word < WORDS; word++) {
            int value = v.u32("addresses", ours ? addresses[WORDS * at + word] : 0);
            if (ours) {
                addresses[WORDS * at + word] = value;
            }
        }
        if (ours) {
            sizes[at] = size;
            enabled[at] = on;
        }
    }
}
