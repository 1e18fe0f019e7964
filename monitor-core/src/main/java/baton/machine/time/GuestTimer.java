package baton.machine.time;

import baton.base.AnyThread;

/** A one-shot timer of a {@link GuestClock}. An expiry under way when it is set anew may still run: check the time. */
@AnyThread
public interface GuestTimer {
    /** Fires once, when the clock reaches {@code nanos}; at once if that has passed. Replaces an earlier setting. */
    void at(long nanos);

    /** Does not fire any more. */
    void cancel();
}
