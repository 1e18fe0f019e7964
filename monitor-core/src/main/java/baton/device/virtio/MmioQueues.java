package baton.device.virtio;

import baton.migration.vmstate.StateVisitor;
import baton.migration.vmstate.Struct;
import baton.migration.vmstate.VmStateException;
import java.util.Arrays;

/**
 * What a driver of the modern mmio transport has written so far and the queues do not have yet: the queues get it when it
 * sets QUEUE_READY. QEMU keeps it for 1024 queues, in {@code virtio/extra_state}. Under the transport's lock.
 */
final class MmioQueues implements Struct {
    private static final int QUEUES = VirtQueue.MAX_SIZE;
    private static final int WORDS = 6;
    private static final int QUEUE_BYTES = 2 + 1 + 4 * WORDS;

    private final VirtioCore core;
    private final int[] features = new int[2];
    private final int[] sizes;
    private final boolean[] ready;
    /** Low and high halves of descriptors, available and used of each queue. */
    private final int[] addresses;

    MmioQueues(VirtioCore core) {
        this.core = core;
        this.sizes = new int[core.queues()];
        this.ready = new boolean[core.queues()];
        this.addresses = new int[WORDS * core.queues()];
    }

    void features(int half, int value) {
        features[half] = value;
    }

    long features() {
        return (long) features[1] << 32 | features[0] & 0xffffffffL;
    }

    int ready() {
        return core.selected() != null && ready[core.queueSelect()] ? 1 : 0;
    }

    void write(int offset, int value) {
        VirtQueue queue = core.selected();
        if (queue == null) {
            return;
        }
        int at = core.queueSelect();
        switch (offset) {
            case 0x38 -> {
                queue.size(value);
                sizes[at] = value & 0xffff;
            }
            case 0x44 -> enable(queue, at, value != 0);
            case 0x80, 0x84, 0x90, 0x94, 0xa0, 0xa4 -> addresses[WORDS * at + word(offset)] = value;
            default -> {}
        }
    }

    /** 0x80 and 0x84 are words 0 and 1, 0x90 and 0x94 words 2 and 3, and so on. */
    private static int word(int offset) {
        return (offset >> 4 & 7) * 2 + (offset >> 2 & 1);
    }

    private void enable(VirtQueue queue, int at, boolean on) {
        ready[at] = on;
        if (on) {
            queue.size(sizes[at]);
            queue.addresses(address(at, 0), address(at, 1), address(at, 2));
        }
    }

    private long address(int at, int part) {
        int first = WORDS * at + 2 * part;
        return (long) addresses[first + 1] << 32 | addresses[first] & 0xffffffffL;
    }

    void reset() {
        Arrays.fill(features, 0);
        Arrays.fill(sizes, 0);
        Arrays.fill(ready, false);
        Arrays.fill(addresses, 0);
    }

    @Override
    public String vmsd() {
        return "virtio_mmio";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public void state(StateVisitor v) throws VmStateException {
        if (v.subsection("virtio_mmio/state", 1, true)) {
            v.u32s("guest_features", features);
            for (int i = 0; i < sizes.length; i++) {
                queueState(v, i);
            }
            v.unused("others", QUEUE_BYTES * (QUEUES - sizes.length));
        }
    }

    private void queueState(StateVisitor v, int at) throws VmStateException {
        sizes[at] = v.u16("num", sizes[at]);
        ready[at] = v.bool("enabled", ready[at]);
        for (int word = WORDS * at; word < WORDS * (at + 1); word++) {
            addresses[word] = v.u32("addresses", addresses[word]);
        }
    }
}
