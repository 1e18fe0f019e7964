package baton.mainloop;

import baton.base.AnyThread;

/** Runs a task on the main loop at a time. Made by {@link MainLoop#timer}; may be set again and again. */
@AnyThread
public final class Timer {
    static final int IDLE = -1;

    private final MainLoop loop;
    final Runnable task;
    /** CLOCK_MONOTONIC nanoseconds; meaningful while armed. Guarded by the loop's timers. */
    long at;
    /** Index in the heap, {@link #IDLE} while not armed. Guarded by the loop's timers. */
    int index = IDLE;

    Timer(MainLoop loop, Runnable task) {
        this.loop = loop;
        this.task = task;
    }

    /** Arms it, or moves it: the task runs once when {@code Clock.monotonicNanos()} reaches {@code monotonicNanos}. */
    public void at(long monotonicNanos) {
        loop.arm(this, monotonicNanos);
    }

    /** Disarms it. On the main loop the task then does not run; from elsewhere it may be just running. */
    public void cancel() {
        loop.disarm(this);
    }
}
