package baton.machine.bus;

import baton.base.AnyThread;

/** What power management hardware asks of the machine it is in. The guest runs no further until the machine answers. */
@AnyThread
public interface PowerRequests {
    /** Suspend to RAM (ACPI S3). */
    void sleep();

    /** Power off (ACPI S5). */
    void off();

    /** Reset. */
    void reset();
}
