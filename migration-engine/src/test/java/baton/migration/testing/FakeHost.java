package baton.migration.testing;

import baton.migration.spi.MigrationHost;
import baton.migration.spi.Understudy;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A main loop that runs when the test says so, on the test's thread. */
public final class FakeHost implements MigrationHost {
    private final LinkedBlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
    private int exitStatus = -1;
    private Understudy understudy;

    /** From now on there is something to rehearse on. */
    public void understudy(Understudy machine) {
        understudy = machine;
    }

    @Override
    public Understudy understudy() {
        return understudy;
    }

    @Override
    public void post(Runnable task) {
        tasks.add(task);
    }

    @Override
    public void exit(int status) {
        exitStatus = status;
    }

    /** What the process was asked to end with; -1 when it was not. */
    public int exitStatus() {
        return exitStatus;
    }

    /** Runs tasks until {@code done}; fails when nothing comes for ten seconds. */
    public void runUntil(BooleanSupplier done) {
        while (!done.getAsBoolean()) {
            runOne();
        }
    }

    /** Runs the next task if one comes soon. */
    public void runOneSoon() {
        try {
            Runnable task = tasks.poll(5, TimeUnit.MILLISECONDS);
            if (task != null) {
                task.run();
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Runs the next task. */
    public void runOne() {
        try {
            Runnable task = tasks.poll(10, TimeUnit.SECONDS);
            if (task == null) {
                throw new AssertionError("the main loop waited in vain");
            }
            task.run();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
