package baton.machine.time;

import baton.base.AnyThread;

/** A clock devices read and set timers on: the guest's virtual time, or a clock of the host. */
@AnyThread
public interface GuestClock {
    /** The time now, in nanoseconds of this clock. */
    long now();

    /** Makes a timer, not armed. {@code expired} runs on the main loop, never with a lock of this clock held. */
    GuestTimer timer(Runnable expired);
}
