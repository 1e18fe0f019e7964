package baton.device.virtio;

import baton.base.Closer;
import baton.mainloop.MainLoop;
import baton.migration.vmstate.StateVisitor;
import baton.migration.vmstate.VmStateException;

/**
 * A kind of virtio device, whatever its transport. Queues are served on the thread of {@link #loop}, with the lock of
 * {@link VirtioLink#lock} held, and only while the machine runs: when {@link #stopped} is called, and at {@link #reset},
 * nobody is inside. Configuration is read and written on vCPU threads.
 */
public interface VirtioDevice extends Closer.Resource {
    /** QEMU's name of its section, such as {@code virtio-blk}. */
    String name();

    /** Version of that section. */
    int stateVersion();

    /** Virtio's number of this kind of device (Virtio 1.2, 5). */
    int deviceId();

    /**
     * Everything it offers to drivers, which may depend on the transport.
     *
     * @param ring what the rings offer; holds {@link VirtioFeatures#VERSION_1} unless the transport is a legacy one
     * @return usually {@code ring} with the device's own added
     */
    long features(long ring);

    /** The default size of each queue; its length is how many there are, at most 1024. */
    int[] queueSizes();

    /** Bytes of the configuration space. */
    int configBytes();

    /** Fills the configuration space as a driver sees it now, little endian. */
    void readConfig(byte[] into);

    /** A driver has written; {@code config} is all of the space with the new bytes in it. */
    default void writeConfig(byte[] config) {}

    /** Gives the device its rings and interrupts, once, before anything else. */
    void attach(VirtioLink link);

    /** Whose thread serves the queues; null to do it where the driver notifies, in tests. */
    MainLoop loop();

    /** The driver has something in queue {@code queue}, or may have. */
    void notified(int queue);

    /** The driver has written the status register; {@link VirtioStatus} has its bits. On a vCPU thread. */
    default void statusChanged(int status) {}

    /**
     * Waits until no request is worked on outside of {@link VirtioLink#lock}, which is held and may be given up meanwhile;
     * no new one is begun. Afterwards nothing of the device touches the guest until the next {@link #notified}.
     */
    default void settle() {}

    /** Power-on state of what is the device's own; requests in flight are forgotten. */
    void reset();

    /** The machine goes on, main loop. Afterwards every queue that is ready is notified once. */
    default void started() {}

    /** The machine stands still, main loop; nothing of this device may touch the guest until {@link #started}. */
    default void stopped() {}

    /** Walks the device's own fields, and its subsections if it has any, named {@code NAME-device/...} by QEMU. */
    void state(StateVisitor v) throws VmStateException;

    /** Refuses what was read and cannot be true; features and queues are loaded by now. */
    default void loaded() throws VmStateException {}

    /** The whole stream was good: hand the state on. */
    default void commit() throws VmStateException {}
}
