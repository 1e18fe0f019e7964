package baton.machine.time;

import baton.mainloop.MainLoop;
import baton.mainloop.Timer;
import baton.nat.libc.Clock;

/** A clock of the host, with timers of the main loop. */
public final class HostClock implements GuestClock {
    private final MainLoop loop;
    private final boolean timeOfDay;

    private HostClock(MainLoop loop, boolean timeOfDay) {
        this.loop = loop;
        this.timeOfDay = timeOfDay;
    }

    /** CLOCK_MONOTONIC: what a {@link VirtualClock} goes with, and {@code -rtc clock=rt}. */
    public static HostClock monotonic(MainLoop loop) {
        return new HostClock(loop, false);
    }

    /** CLOCK_REALTIME, nanoseconds since 1970: {@code -rtc clock=host}. A timer does not follow when it is set. */
    public static HostClock timeOfDay(MainLoop loop) {
        return new HostClock(loop, true);
    }

    @Override
    public long now() {
        return timeOfDay ? Clock.realtimeNanos() : Clock.monotonicNanos();
    }

    @Override
    public GuestTimer timer(Runnable expired) {
        Timer timer = loop.timer(expired);
        return new GuestTimer() {
            @Override
            public void at(long nanos) {
                timer.at(timeOfDay ? nanos - now() + Clock.monotonicNanos() : nanos);
            }

            @Override
            public void cancel() {
                timer.cancel();
            }
        };
    }
}
