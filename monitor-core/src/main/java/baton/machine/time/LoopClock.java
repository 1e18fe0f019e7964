package baton.machine.time;

import baton.base.AnyThread;
import baton.mainloop.MainLoop;
import baton.mainloop.Timer;
import baton.nat.libc.Clock;

/** A clock of the host, with timers on the main loop. */
@AnyThread
public final class LoopClock implements GuestClock {
    private final MainLoop loop;
    private final boolean wallClock;

    private LoopClock(MainLoop loop, boolean wallClock) {
        this.loop = loop;
        this.wallClock = wallClock;
    }

    /** CLOCK_MONOTONIC: what virtual time is made of. */
    public static GuestClock monotonic(MainLoop loop) {
        return new LoopClock(loop, false);
    }

    /** CLOCK_REALTIME: the host's time of day; a timer set before the host's clock is changed keeps its distance. */
    public static GuestClock wall(MainLoop loop) {
        return new LoopClock(loop, true);
    }

    @Override
    public long now() {
        return wallClock ? Clock.realtimeNanos() : Clock.monotonicNanos();
    }

    @Override
    public GuestTimer timer(Runnable expired) {
        Timer timer = loop.timer(expired);
        return new GuestTimer() {
            @Override
            public void at(long nanos) {
                timer.at(wallClock ? Clock.monotonicNanos() + (nanos - Clock.realtimeNanos()) : nanos);
            }

            @Override
            public void cancel() {
                timer.cancel();
            }
        };
    }
}
