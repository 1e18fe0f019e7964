package baton.machine.board;

import baton.base.MainLoopThread;
import baton.migration.vmstate.VmStateException;
import java.io.IOException;

/** Power management of a board that has it: how a guest is told to go to sleep, and how it comes back. */
@MainLoopThread
public interface AcpiPower {
    /** The power button: the guest decides what that means. */
    void pressButton();

    /**
     * Ends a sleep (ACPI S3): everything but memory is reset, and processor 0 begins where the guest asked its firmware
     * to, once the board starts. A guest that left no such address is booted again with its memory as it is: the board
     * asks for a reset. The processors are parked.
     */
    void wake() throws IOException, VmStateException;
}
