package baton.mainloop;

import baton.base.AnyThread;
import baton.base.Closer;
import baton.base.Reporter;
import baton.nat.libc.Signals;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;

/** A thread that runs a {@link MainLoop} of its own, for I/O that must not keep the main loop waiting. */
@AnyThread
public final class IoThread implements Closer.Resource {
    private final MainLoop loop;
    private final Thread thread;
    private final int id;

    private IoThread(MainLoop loop, Thread thread, int id) {
        this.loop = loop;
        this.thread = thread;
        this.id = id;
    }

    /** Starts one; {@code name} is the thread's. The caller closes. */
    public static IoThread start(String name, Reporter reporter) throws IOException {
        MainLoop loop = MainLoop.create(reporter);
        Started started = new Started(loop);
        Thread thread = new Thread(started, name);
        thread.setDaemon(true);
        thread.start();
        return new IoThread(loop, thread, started.id());
    }

    /** Its loop: watches are made and tasks run on this thread. */
    public MainLoop loop() {
        return loop;
    }

    /** The kernel's number of the thread. */
    public int id() {
        return id;
    }

    /** Ends it after the work in hand, and waits for that. */
    @Override
    public void close() throws IOException {
        loop.stop();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for thread " + thread.getName(), e);
        }
        loop.close();
    }

    private static final class Started implements Runnable {
        private final MainLoop loop;
        private final CountDownLatch known = new CountDownLatch(1);
        private volatile int id;

        Started(MainLoop loop) {
            this.loop = loop;
        }

        @Override
        public void run() {
            id = Signals.threadId();
            known.countDown();
            loop.run();
        }

        int id() throws IOException {
            try {
                known.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted while starting a thread", e);
            }
            return id;
        }
    }
}
