package baton.device.virtio;

import baton.migration.vmstate.StateVisitor;
import baton.migration.vmstate.Struct;
import baton.migration.vmstate.VmStateException;
import baton.nat.libc.EventFd;

/** What {@link VirtioCore} asks of the transport it is in. */
public interface VirtioTransport {
    /** For {@link #interrupt}: the configuration has changed, not a queue. */
    int CONFIG = -1;
    /** For {@link #interrupt}: nothing new, the driver has acknowledged. */
    int ACKNOWLEDGED = -2;

    /** Whether it is as before Virtio 1.0. */
    boolean legacy();

    /** What rings offer by this transport, before the device adds its own. */
    default long ringFeatures() {
        return legacy() ? VirtioFeatures.LEGACY : VirtioFeatures.MODERN;
    }

    /**
     * Tells the driver. Any thread, with a lock held under which nothing else is taken.
     *
     * @param source a queue, {@link #CONFIG} or {@link #ACKNOWLEDGED}
     * @param isr the interrupt status register now: bit 0 queues, bit 1 configuration
     */
    void interrupt(int source, int isr);

    /**
     * Has notifications of {@code queue} signal {@code bell} from now on without leaving the guest; they are taken all the
     * same where that fails. On the thread that serves the queue.
     */
    default void doorbell(int queue, EventFd bell) {}

    /** Walks what QEMU keeps before the common part. */
    void transportState(StateVisitor v) throws VmStateException;

    /** Walks what QEMU keeps with each queue; mmio has nothing. */
    default void queueState(StateVisitor v, int queue) throws VmStateException {}

    /** Whether QEMU keeps the alignment of each ring, as mmio does. */
    boolean hasAlignment();

    /** What is in subsection {@code virtio/extra_state}; null without one. */
    Struct extraState();
}
