package baton.migration.run;

import baton.base.AnyThread;
import baton.base.Closer;
import baton.base.MainLoopThread;
import baton.base.Reporter;
import baton.migration.channel.Channels;
import baton.migration.spi.MigrationFailed;
import baton.migration.spi.MigrationHost;
import baton.migration.spi.Understudy;
import baton.migration.vmstate.VmStateException;
import baton.nat.libc.Fd;
import baton.nat.libc.Memfd;
import baton.nat.libc.Scheduling;
import java.io.IOException;

/**
 * Hands an understudy over to itself, again and again, before the guest has to stand still: a JVM runs code three to
 * twenty times faster once it has been compiled, and for a hand-over that is ten milliseconds of the guest's pause. One
 * object per process, which need not rehearse twice. On a thread of its own that leaves the processors to whoever wants
 * them, and for a bounded time. What fails here is no failure: then the guest merely waits longer.
 */
public final class Rehearsal {
    /** HotSpot compiles a method at its two-hundredth call, and most are called more than once a round. */
    private static final int ROUNDS = 90;
    /** Of three, two leave RAM alone. */
    private static final int ROUNDS_WITH_RAM = 135;

    private static final long LIMIT_NANOS = 1_500_000_000;
    /** Whoever waits gives up on a rehearsal that is not over by then. */
    private static final long PATIENCE_MILLIS = 3000;

    /** Less than the guest, but not so little that on a busy host it would hold up the JVM's other threads at a safepoint. */
    private static final int NICE = 5;
    /** Between two rounds the processors are the guest's: on a small host it would wait for its turn otherwise. */
    private static final long REST_MILLIS = 1;
    /** What a start has left to the compiler takes about that. */
    private static final long CALM_MILLIS = 30;

    private enum Stage {
        BEFORE,
        ON,
        OVER
    }

    private final MigrationHost host;
    private final Channels channels;
    private final Reporter reporter;
    private volatile Stage stage = Stage.BEFORE;
    private volatile boolean stopped;
    private Runnable next;

    /** One that has not begun, on the understudy of {@code host}. */
    public Rehearsal(MigrationHost host, Channels channels, Reporter reporter) {
        this.host = host;
        this.channels = channels;
        this.reporter = reporter;
    }

    /**
     * Begins, unless it has; it is over at once where there is no machine.
     *
     * @param inPlace only with RAM that stays where it is, which is sooner over
     */
    @MainLoopThread
    public void begin(boolean inPlace) {
        if (stage != Stage.BEFORE) {
            return;
        }
        Understudy understudy = host.understudy();
        stage = understudy == null ? Stage.OVER : Stage.ON;
        if (understudy != null) {
            stopped = false;
            Environment.thread("rehearsal", reporter, new Runnable() {
                @Override
                public void run() {
                    supervise(understudy, inPlace);
                }
            });
        }
    }

    /** Whether it is under way. */
    @AnyThread
    public boolean isOn() {
        return stage == Stage.ON;
    }

    /** Runs {@code task} on the main loop when this is over; at once unless it is on. The last task given counts. */
    @MainLoopThread
    void whenDone(Runnable task) {
        if (stage == Stage.ON) {
            next = task;
        } else {
            task.run();
        }
    }

    /** As {@link #whenDone}, and then a moment later: what the start has left to the compiler is no load by then. */
    @MainLoopThread
    void whenQuiet(Runnable task) {
        if (stage == Stage.BEFORE) {
            task.run();
            return;
        }
        whenDone(new Runnable() {
            @Override
            public void run() {
                Environment.thread("rehearsal", reporter, new Runnable() {
                    @Override
                    public void run() {
                        calm();
                        host.post(task);
                    }
                });
            }
        });
    }

    private static void calm() {
        try {
            Thread.sleep(CALM_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends it soon. Any thread. */
    synchronized void stop() {
        stopped = true;
        notifyAll();
    }

    /** A guest must not wait for an understudy, whatever has become of that. */
    private void supervise(Understudy understudy, boolean inPlace) {
        Thread actor = Environment.thread("understudy", reporter, new Runnable() {
            @Override
            public void run() {
                act(understudy, inPlace);
            }
        });
        try {
            actor.join(PATIENCE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            boolean cutShort = stopped && !actor.isAlive();
            stop();
            ended(cutShort);
        }
    }

    private void act(Understudy understudy, boolean inPlace) {
        Scheduling.nice(NICE);
        try (Closer closer = new Closer()) {
            closer.add(understudy);
            perform(understudy, inPlace, closer.add(Memfd.create("rehearsal", 0)));
        } catch (IOException | VmStateException | MigrationFailed e) {
            // A real hand-over will say what is wrong, if it is.
            return;
        }
    }

    private void perform(Understudy understudy, boolean inPlace, Fd memory)
            throws IOException, VmStateException, MigrationFailed {
        MigrationSettings settings = new MigrationSettings(reporter);
        Environment env = new Environment(understudy.vm(), channels, host, settings, reporter);
        Performance performance = new Performance(understudy, env, memory, inPlace);
        int rounds = inPlace ? ROUNDS : ROUNDS_WITH_RAM;
        long deadline = System.nanoTime() + LIMIT_NANOS;
        for (int i = 0; i < rounds && !stopped && System.nanoTime() < deadline; i++) {
            performance.round(i);
            rest();
        }
    }

    private synchronized void rest() {
        try {
            if (!stopped) {
                wait(REST_MILLIS);
            }
        } catch (InterruptedException e) {
            stopped = true;
        }
    }

    private void ended(boolean cutShort) {
        host.post(new Runnable() {
            @Override
            public void run() {
                stage = cutShort ? Stage.BEFORE : Stage.OVER;
                Runnable task = next;
                next = null;
                if (task != null) {
                    task.run();
                }
            }
        });
    }
}
