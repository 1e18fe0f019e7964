package baton.mainloop;

import baton.base.AnyThread;
import baton.base.Closer;
import baton.base.MainLoopThread;
import baton.base.Reporter;
import baton.nat.libc.Clock;
import baton.nat.libc.Epoll;
import baton.nat.libc.ErrnoException;
import baton.nat.libc.EventFd;
import baton.nat.libc.Fd;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;

/**
 * One thread that waits for descriptors, timers and posted tasks, and does everything that is not a vCPU's. It sleeps
 * in epoll whenever there is nothing to do. A task or handler that throws is reported and the loop goes on.
 */
public final class MainLoop implements Closer.Resource {
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final Reporter reporter;
    private final Epoll epoll;
    private final EventFd wake;
    private final Watches watches;
    private final TimerHeap timers = new TimerHeap();
    private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();
    private volatile Thread thread = Thread.currentThread();
    private volatile boolean stopped;

    private MainLoop(Reporter reporter, Epoll epoll, EventFd wake) {
        this.reporter = reporter;
        this.epoll = epoll;
        this.wake = wake;
        this.watches = new Watches(epoll);
        watches.add(wake.fd(), Epoll.IN, new Handler() {
            @Override
            public void ready(int events) {
                wake.drain();
            }
        });
    }

    /** Creates one; the calling thread is the loop's until another calls {@link #run}. The caller closes. */
    public static MainLoop create(Reporter reporter) throws ErrnoException {
        return new MainLoop(reporter, Epoll.create(), EventFd.create());
    }

    /** Has {@code task} run on the loop, after what was posted before. Never blocks. Not after {@link #close}. */
    @AnyThread
    public void post(Runnable task) {
        boolean first;
        synchronized (tasks) {
            first = tasks.isEmpty();
            tasks.add(task);
        }
        // Whoever finds tasks waiting knows that the loop has been woken; the loop itself looks before it sleeps.
        if (first && !isLoopThread()) {
            wake.signal();
        }
    }

    /**
     * Waits for {@code events} of {@code fd} (bits of {@code Epoll}). A descriptor epoll refuses, such as a regular
     * file, counts as always ready: its handler runs each round until it asks for nothing.
     */
    @MainLoopThread
    public Watch watch(Fd fd, int events, Handler handler) {
        return watches.add(fd, events, handler);
    }

    /** Makes a timer, not yet armed. */
    @AnyThread
    public Timer timer(Runnable task) {
        return new Timer(this, task);
    }

    /** Runs on the calling thread until {@link #stop}. */
    public void run() {
        runUntil(new Condition() {
            @Override
            public boolean met() {
                return false;
            }
        });
    }

    /**
     * Runs on the calling thread until {@code condition} is met: how start-up waits for a peer. Other work goes on, so
     * call it from where that does no harm; never from a {@link Handler}.
     *
     * @return false when {@link #stop} came first
     */
    public boolean runUntil(Condition condition) {
        if (watches.dispatching()) {
            throw new IllegalStateException("a handler must not run the main loop");
        }
        thread = Thread.currentThread();
        while (!stopped && !condition.met()) {
            round();
        }
        return !stopped;
    }

    /** Ends {@link #run} after the work in hand, for good. */
    @AnyThread
    public void stop() {
        stopped = true;
        wake.signal();
    }

    /** Whether the caller is the loop's thread. */
    @AnyThread
    public boolean isLoopThread() {
        return Thread.currentThread() == thread;
    }

    private void round() {
        try {
            watches.dispatch(epoll.await(timeoutMillis()), this);
        } catch (ErrnoException e) {
            throw new UncheckedIOException("cannot wait for events", e);
        }
        runTimers();
        runTasks();
    }

    private int timeoutMillis() {
        synchronized (tasks) {
            if (!tasks.isEmpty()) {
                return 0;
            }
        }
        if (watches.anyAlwaysReady()) {
            return 0;
        }
        long nanos = timers.untilFirst(Clock.monotonicNanos());
        // Rounded up: a timer found not yet due would make the loop spin until it is.
        return nanos < 0 ? -1 : (int) Math.min(Integer.MAX_VALUE, (nanos + NANOS_PER_MILLI - 1) / NANOS_PER_MILLI);
    }

    private void runTimers() {
        long now = Clock.monotonicNanos();
        for (Timer timer = timers.due(now); timer != null && !stopped; timer = timers.due(now)) {
            guarded(timer.task);
        }
    }

    /** Runs what is there now; what these post waits for the next round, so that descriptors get their turn. */
    private void runTasks() {
        int count;
        synchronized (tasks) {
            count = tasks.size();
        }
        for (int i = 0; i < count && !stopped; i++) {
            Runnable task;
            synchronized (tasks) {
                task = tasks.poll();
            }
            if (task != null) {
                guarded(task);
            }
        }
    }

    void arm(Timer timer, long at) {
        if (timers.put(timer, at) && !isLoopThread()) {
            wake.signal();
        }
    }

    void disarm(Timer timer) {
        timers.remove(timer);
    }

    // The one place where a bug in any handler ends: reported, and the guest and the other clients go on.
    @SuppressWarnings("checkstyle:IllegalCatch")
    private void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | StackOverflowError e) {
            fault(e);
        }
    }

    // As guarded, for descriptors.
    @SuppressWarnings("checkstyle:IllegalCatch")
    void handle(Watch watch, int events) {
        if (watch == null || watch.cancelled || watch.events == 0) {
            return;
        }
        try {
            watch.handler.ready(events);
        } catch (RuntimeException | StackOverflowError e) {
            fault(e);
        }
    }

    private void fault(Throwable e) {
        StackTraceElement[] stack = e.getStackTrace();
        reporter.error("internal error: " + e + (stack.length == 0 ? "" : " at " + stack[0]));
    }

    /** Frees the loop's descriptors; not the watched ones. After {@link #run}, when nobody posts any more. */
    @Override
    public void close() throws IOException {
        try (Closer closer = new Closer()) {
            closer.add(epoll);
            closer.add(wake);
        }
    }
}
