package baton.device.virtio;

import baton.base.Closer;
import baton.machine.memory.DmaMemory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Requests of one queue that are taken one by one and given back all at once, or not at all: a frame that is spread over
 * several. One thread at a time; the owner closes.
 */
public final class ChainBatch implements Closer.Resource {
    private final DmaMemory memory;
    private final List<VirtChain> chains = new ArrayList<>();
    private long[] written = new long[16];
    private int count;

    /** Makes an empty one of pieces of {@code memory}. */
    public ChainBatch(DmaMemory memory) {
        this.memory = memory;
    }

    /** Takes one more request; null when there is none. */
    public VirtChain pop(VirtQueue queue) {
        if (count == chains.size()) {
            chains.add(new VirtChain(memory));
        }
        VirtChain chain = chains.get(count);
        if (!queue.pop(chain)) {
            return null;
        }
        if (count == written.length) {
            written = Arrays.copyOf(written, 2 * count);
        }
        written[count++] = 0;
        return chain;
    }

    /** How many were taken. */
    public int count() {
        return count;
    }

    /** One of them. */
    public VirtChain chain(int i) {
        return chains.get(i);
    }

    /** Says how much was written into the one taken last. */
    public void written(long bytes) {
        written[count - 1] = bytes;
    }

    /** Gives all back to the driver, which sees them at once. */
    public void push(VirtQueue queue) {
        int put = 0;
        synchronized (queue) {
            for (int i = 0; i < count; i++) {
                put += queue.put(chains.get(i), written[i], put) ? 1 : 0;
            }
            if (put > 0) {
                queue.publish(put);
            }
        }
        count = 0;
    }

    /** Has all of them come again. */
    public void rewind(VirtQueue queue) {
        queue.rewind(count);
        count = 0;
    }

    @Override
    public void close() throws IOException {
        try (Closer closer = new Closer()) {
            for (VirtChain chain : chains) {
                closer.add(chain);
            }
        }
    }
}
