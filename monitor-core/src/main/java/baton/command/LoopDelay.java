package baton.command;

import baton.command.hmp.Delay;
import baton.mainloop.MainLoop;
import baton.nat.libc.Clock;

/** Delays by timers of the main loop. */
final class LoopDelay implements Delay {
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final MainLoop loop;

    LoopDelay(MainLoop loop) {
        this.loop = loop;
    }

    @Override
    public void after(long millis, Runnable task) {
        loop.timer(task).at(Clock.monotonicNanos() + millis * NANOS_PER_MILLI);
    }
}
