package baton.device.virtio;

import baton.base.AnyThread;
import baton.base.Reporter;
import baton.machine.memory.DmaMemory;

/** What a virtio device has of its transport. */
@AnyThread
public interface VirtioLink {
    /** Queue {@code number}, which answers its driver by itself: {@link VirtQueue#signal}. */
    VirtQueue queue(int number);

    /** What the driver and the device agreed on. */
    long features();

    /** Whether all bits of {@code mask} were agreed on. */
    default boolean negotiated(long mask) {
        return (features() & mask) == mask;
    }

    /** The status register. */
    int status();

    /** Whether queues may be served: the machine runs, the driver is ready, and nothing is broken. */
    boolean serving();

    /** Interrupts the driver for a queue; {@link VirtQueue#signal} does, when the driver wants it. */
    void interrupt(int queue);

    /** Tells the driver that the configuration space has changed. */
    void configChanged();

    /** The driver did what it must not: says so, and serves nothing more until it resets the device. */
    void broken(String why);

    /** Guest RAM. */
    DmaMemory memory();

    /** Held while queues are served; whoever does that outside of {@link VirtioDevice#notified} holds it too. */
    Object lock();

    /** For messages to whoever runs the machine. */
    Reporter reporter();
}
