package baton.device.virtio;

import baton.migration.vmstate.StateVisitor;
import baton.migration.vmstate.VmStateException;

/** A queue's part of a stream: docs/wire/stream.md, "virtio". One thread, the machine stopped. */
final class QueueState {
    private final VirtQueue queue;
    private final SplitRing ring;

    QueueState(VirtQueue queue, SplitRing ring) {
        this.queue = queue;
        this.ring = ring;
    }

    /** What QEMU keeps of every queue in front of the device's own fields. */
    void walk(StateVisitor v, boolean withAlignment) throws VmStateException {
        ring.size = v.u32("num", ring.size);
        if (withAlignment) {
            ring.alignment = v.u32("align", ring.alignment);
        }
        ring.descriptors = v.u64("desc", ring.descriptors);
        queue.lastAvailable = v.u16("last_avail_idx", queue.lastAvailable);
    }

    /** Where the other two parts are, of a transport that is not a legacy one. */
    void rings(StateVisitor v) throws VmStateException {
        ring.available = v.u64("avail", ring.available);
        ring.used = v.u64("used", ring.used);
    }

    void defaultSize(StateVisitor v) throws VmStateException {
        queue.defaultSize = v.u32("num_default", queue.defaultSize);
    }

    boolean sizeChanged() {
        return ring.size != queue.defaultSize;
    }

    /** Refuses what cannot be, and finds out of RAM how many requests the device has in hand. */
    void loaded(boolean legacy) throws VmStateException {
        synchronized (queue) {
            requireSizes();
            ring.unmap();
            queue.forgetSignals();
            if (ring.descriptors == 0) {
                requireIdle();
                return;
            }
            if (legacy) {
                ring.legacyAddress(ring.descriptors);
            }
            if (ring.map()) {
                countInUse();
            }
        }
    }

    private void requireSizes() throws VmStateException {
        if (isNoSize(ring.size) || isNoSize(queue.defaultSize)) {
            throw VmStateException.corrupt("Invalid queue size: " + Integer.toUnsignedString(ring.size));
        }
        if (ring.alignment <= 0 || Integer.bitCount(ring.alignment) != 1) {
            throw VmStateException.corrupt(
                    "VQ " + queue.index() + " has no alignment of " + Integer.toUnsignedString(ring.alignment));
        }
    }

    private static boolean isNoSize(int size) {
        return size <= 0 || size > VirtQueue.MAX_SIZE;
    }

    private void requireIdle() throws VmStateException {
        if (queue.lastAvailable != 0) {
            throw VmStateException.corrupt("VQ " + queue.index() + " address 0x0 inconsistent with Host index 0x"
                    + Integer.toHexString(queue.lastAvailable));
        }
    }

    private void countInUse() throws VmStateException {
        int guest = ring.availableIndex();
        int ahead = guest - queue.lastAvailable & 0xffff;
        String size = "VQ " + queue.index() + " size 0x" + Integer.toHexString(ring.size);
        if (ahead > ring.size) {
            throw VmStateException.corrupt(
                    size + " Guest index 0x" + Integer.toHexString(guest) + " inconsistent with Host index 0x"
                            + Integer.toHexString(queue.lastAvailable) + ": delta 0x" + Integer.toHexString(ahead));
        }
        queue.usedIndex = ring.usedIndex();
        queue.inUse = queue.lastAvailable - queue.usedIndex & 0xffff;
        if (queue.inUse > ring.size) {
            throw VmStateException.corrupt(size + " < last_avail_idx 0x" + Integer.toHexString(queue.lastAvailable)
                    + " - used_idx 0x" + Integer.toHexString(queue.usedIndex));
        }
    }
}
