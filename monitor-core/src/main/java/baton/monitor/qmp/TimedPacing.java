package baton.monitor.qmp;

import baton.mainloop.MainLoop;
import baton.nat.libc.Clock;

/** Delays of {@link EventPacer} by timers of the main loop. */
final class TimedPacing implements EventPacer.Later {
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final MainLoop loop;

    TimedPacing(MainLoop loop) {
        this.loop = loop;
    }

    @Override
    public void after(long millis, Runnable task) {
        loop.timer(task).at(Clock.monotonicNanos() + millis * NANOS_PER_MILLI);
    }
}
