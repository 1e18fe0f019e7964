package baton.device.virtio;

import java.util.concurrent.atomic.AtomicIntegerArray;

/** Which MSI-X vector is used for each queue, and for changes of the configuration. Any thread, without a lock. */
final class PciVectors {
    /** None: interrupts are lost. */
    static final int NONE = 0xffff;

    /** The configuration's first. */
    private final AtomicIntegerArray vectors;

    private final int available;

    PciVectors(int queues, int available) {
        this.vectors = new AtomicIntegerArray(queues + 1);
        this.available = available;
        reset();
    }

    /** Of {@code source}, a queue or {@link VirtioTransport#CONFIG}. */
    int of(int source) {
        return source + 1 < vectors.length() ? vectors.get(source + 1) : NONE;
    }

    /** A driver chooses; one that is not there is none. */
    void choose(int source, int vector) {
        if (source + 1 < vectors.length()) {
            vectors.set(source + 1, vector < available ? vector : NONE);
        }
    }

    /** As a stream has it. */
    void load(int source, int vector) {
        vectors.set(source + 1, vector);
    }

    /** Whether all that a stream had are there. */
    boolean areThere() {
        for (int i = 0; i < vectors.length(); i++) {
            if (vectors.get(i) != NONE && vectors.get(i) >= available) {
                return false;
            }
        }
        return true;
    }

    void reset() {
        for (int i = 0; i < vectors.length(); i++) {
            vectors.set(i, NONE);
        }
    }
}
