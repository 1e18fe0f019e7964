package baton.migration.run;

import baton.base.AnyThread;
import baton.base.MainLoopThread;
import baton.migration.spi.MigrationHost;

/**
 * Has the main loop wait for the last step of a guest's way here, for a moment: behind the first requests of a monitor's
 * client, which are slow in a young process, the guest would stand still for milliseconds more.
 */
final class StandBy {
    /** After that clients come first; the step comes when it comes. */
    private static final long LIMIT_MILLIS = 50;

    private static final long NANOS_PER_MILLI = 1_000_000;

    private final MigrationHost host;
    private Runnable step;
    private boolean taken;

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

    /** Runs {@code last} on the main loop, once, whether it still waits or not. */
    @AnyThread
    void arrive(Runnable last) {
        synchronized (this) {
            step = last;
            notifyAll();
        }
        host.post(new Runnable() {
            @Override
            public void run() {
                perform(take());
            }
        });
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
        try {
            while (step == null && left > 0) {
                wait(left);
                left = (end - System.nanoTime()) / NANOS_PER_MILLI;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return take();
    }

    private synchronized Runnable take() {
        Runnable found = taken ? null : step;
        taken = found != null || taken;
        return found;
    }
}
