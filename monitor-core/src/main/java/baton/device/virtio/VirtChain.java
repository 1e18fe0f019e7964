package baton.device.virtio;

import baton.base.Closer;
import baton.machine.memory.DmaMemory;

/**
 * One request of a driver: what the device may read, and what it may write, in order. Filled by {@link VirtQueue#pop} and
 * used again for the next. One thread at a time; the device that made it closes it.
 */
public final class VirtChain implements Closer.Resource {
    final ScatterList readable;
    final ScatterList writable;
    int head;
    /** Which life of the queue it was popped in: a push after a reset does nothing. */
    int epoch;

    /** Makes an empty one. */
    public VirtChain(DmaMemory memory) {
        this.readable = new ScatterList(memory);
        this.writable = new ScatterList(memory);
    }

    /** What the driver gives. */
    public ScatterList readable() {
        return readable;
    }

    /** Where the driver wants the answer. */
    public ScatterList writable() {
        return writable;
    }

    /** Number of its first descriptor. */
    public int head() {
        return head;
    }

    void clear() {
        readable.clear();
        writable.clear();
    }

    @Override
    public void close() {
        readable.close();
        writable.close();
    }
}
