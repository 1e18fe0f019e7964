package baton.migration.run;

import baton.base.MainLoopThread;
import java.io.IOException;

/**
 * The guest while it stands still for a migration, and how it comes back when that fails: once its disks can be had. The
 * process it did not go to may still be letting go of them, or dying.
 */
@MainLoopThread
final class Standstill {
    /** Whoever has the disks for longer keeps them: then a user has to see to it. */
    private static final long PATIENCE_NANOS = 5_000_000_000L;

    private static final long REST_MILLIS = 10;

    private final Environment env;
    private boolean on;
    private long deadline;
    /** What comes after the end that is under way. */
    private volatile Runnable next;

    Standstill(Environment env) {
        this.env = env;
    }

    /** Stops the guest. */
    void begin() {
        on = true;
        env.vm().throttle(0);
        env.vm().freeze();
    }

    /** Whether the guest is stopped. */
    boolean on() {
        return on;
    }

    /** Whether it waits for its disks. */
    boolean ending() {
        return next != null;
    }

    /** Runs {@code task} when {@link #end} will not find the disks locked by others; at once if it can, or after a while anyway. */
    void whenDisksAreBack(Runnable task) {
        if (!on || reclaimed()) {
            task.run();
            return;
        }
        next = task;
        deadline = System.nanoTime() + PATIENCE_NANOS;
        env.thread("disks", new Runnable() {
            @Override
            public void run() {
                remind();
            }
        });
    }

    private boolean reclaimed() {
        try {
            env.vm().disks().claim();
            return true;
        } catch (IOException e) {
            // Thawing says so, if it does not get them either.
            return false;
        }
    }

    /** On a thread of its own. */
    private void remind() {
        try {
            while (next != null) {
                Thread.sleep(REST_MILLIS);
                env.host().post(new Runnable() {
                    @Override
                    public void run() {
                        retry();
                    }
                });
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void retry() {
        Runnable task = next;
        if (task != null && (System.nanoTime() - deadline >= 0 || reclaimed())) {
            next = null;
            task.run();
        }
    }

    /** The guest goes on here. */
    void end() {
        if (on) {
            on = false;
            env.vm().thaw();
        }
    }

    /** The process ends: it goes on nowhere. */
    void abandon() {
        next = null;
    }
}
