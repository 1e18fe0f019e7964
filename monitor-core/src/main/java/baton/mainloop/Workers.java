package baton.mainloop;

import baton.base.AnyThread;
import baton.base.Closer;
import baton.base.Reporter;
import java.io.IOException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Threads for what may wait long, so that a loop need not: as many as there is work for at once, up to a limit. There is
 * none before the first task, and those that had nothing to do for a while end.
 */
@AnyThread
public final class Workers implements Closer.Resource {
    private static final int IDLE_SECONDS = 10;
    private static final int PATIENCE_SECONDS = 60;

    private final String name;
    private final int most;
    private final Reporter reporter;
    private ThreadPoolExecutor threads;

    /**
     * None yet.
     *
     * @param name of the threads, which are numbered
     * @param most so many at once; other tasks wait
     */
    public Workers(String name, int most, Reporter reporter) {
        this.name = name;
        this.most = most;
        this.reporter = reporter;
    }

    /** Has a thread run {@code task}. Not after {@link #close}. */
    public synchronized void run(Runnable task) {
        if (threads == null) {
            threads = new ThreadPoolExecutor(
                    most, most, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), new Factory());
            threads.allowCoreThreadTimeOut(true);
        }
        threads.execute(task);
    }

    /** Ends them after the work in hand, and waits for that. */
    @Override
    public void close() throws IOException {
        ThreadPoolExecutor ended;
        synchronized (this) {
            ended = threads;
        }
        if (ended == null) {
            return;
        }
        ended.shutdown();
        try {
            if (!ended.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException("threads " + name + " do not come to an end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for threads " + name, e);
        }
    }

    private final class Factory implements ThreadFactory, Thread.UncaughtExceptionHandler {
        private final AtomicInteger made = new AtomicInteger();

        @Override
        public Thread newThread(Runnable work) {
            Thread thread = new Thread(work, name + "-" + made.incrementAndGet());
            thread.setDaemon(true);
            thread.setUncaughtExceptionHandler(this);
            return thread;
        }

        @Override
        public void uncaughtException(Thread thread, Throwable fault) {
            reporter.error("internal error in thread " + thread.getName() + ": " + fault);
        }
    }
}
