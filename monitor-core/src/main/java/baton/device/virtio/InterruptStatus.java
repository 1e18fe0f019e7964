package baton.device.virtio;

import baton.base.AnyThread;

/** The interrupt status register of a device, and the generation of its configuration. Its lock is the last one taken. */
@AnyThread
final class InterruptStatus {
    private static final int QUEUE = 1;
    private static final int CONFIG = 2;

    private final VirtioTransport transport;
    private int bits;
    private int generation;

    InterruptStatus(VirtioTransport transport) {
        this.transport = transport;
    }

    synchronized void queue(int queue) {
        bits |= QUEUE;
        transport.interrupt(queue, bits);
    }

    synchronized void config() {
        generation++;
        bits |= QUEUE | CONFIG;
        transport.interrupt(VirtioTransport.CONFIG, bits);
    }

    synchronized void acknowledge(int mask) {
        bits &= ~mask;
        transport.interrupt(VirtioTransport.ACKNOWLEDGED, bits);
    }

    synchronized int take() {
        int was = bits;
        acknowledge(was);
        return was;
    }

    synchronized int value() {
        return bits;
    }

    /** As a stream has it; the line is driven when all of the stream was good. */
    synchronized void load(int value) {
        bits = value;
    }

    synchronized int generation() {
        return generation;
    }
}
