package baton.machine.board;

import baton.base.AnyThread;

/** What a guest asks of its machine as a whole. Called on vCPU threads; the machine answers later, on the main loop. */
@AnyThread
public interface GuestEvents {
    /** Triple fault, or a reset register. */
    void resetRequested();

    /** The guest switched itself off. */
    void shutdownRequested();

    /** The guest put itself to sleep (ACPI S3). */
    void suspendRequested();

    /** The guest reports a panic, or what is like one: bits of {@link baton.device.panic.PvPanic}. */
    void panic(int bits);

    /** The guest has let go the device in the slot of the root port with the section {@code port}. */
    void slotReleased(String port);

    /** KVM cannot go on with a vCPU; {@code why} has one or several lines. */
    void failed(int cpu, String why);
}
