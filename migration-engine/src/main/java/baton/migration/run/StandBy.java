package baton.migration.run;

import baton.base.AnyThread;
import baton.base.MainLoopThread;
import baton.migration.spi.MigrationHost;

/**
 * Has the main loop wait for the last step of a guest's way here, for a moment: behind the first requests of a monitor's
 * client, which are slow in a young process, the guest would stand still for milliseconds more. While the main loop stands
 * by, the step is taken by the thread that brings it, in its name: waking the main loop first is time of the guest's.
 */
final class StandBy {
    /** After that clients come first; the step comes when it comes. */
    private static final long LIMIT_MILLIS = 50;

    private static final long NANOS_PER_MILLI = 1_000_000;

    private final MigrationHost host;
    private boolean waiting;
    private Runnable next;

    StandBy(MigrationHost host) {
        this.host = host;
    }

    /** From now on the main loop waits. */
    @AnyThread
    void begin() {
        host.post(new Runnable() {
            @Override
            public void run() {
                perform(await());
            }
        });
    }

    /**
     * Runs {@code step} and then {@code rest}, each once and the rest whatever becomes of the step: the step here and now if the main loop stands by, everything else
     * on the main loop.
     */
    @AnyThread
    void arrive(Runnable step, Runnable rest) {
        synchronized (this) {
            if (waiting) {
                next = rest;
                notifyAll();
                step.run(); // the main loop cannot leave wait() before this has ended
                return;
            }
            next = new Runnable() {
                @Override
                public void run() {
                    try {
                        step.run();
                    } finally {
                        rest.run();
                    }
                }
            };
        }
        host.post(new Runnable() {
            @Override
            public void run() {
                perform(take());
            }
        });
    }

    /** Whether the main loop stands by. */
    @AnyThread
    synchronized boolean waits() {
        return waiting;
    }

    @MainLoopThread
    private static void perform(Runnable found) {
        if (found != null) {
            found.run();
        }
    }

    private synchronized Runnable await() {
        long end = System.nanoTime() + LIMIT_MILLIS * NANOS_PER_MILLI;
        long left = LIMIT_MILLIS;
        waiting = true;
        try {
            while (next == null && left > 0) {
                wait(left);
                left = (end - System.nanoTime()) / NANOS_PER_MILLI;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            waiting = false;
        }
        return take();
    }

    private synchronized Runnable take() {
        Runnable found = next;
        next = null;
        return found;
    }
}
