package baton.mainloop;

import baton.base.AnyThread;
import baton.base.Closer;
import baton.base.Reporter;
import java.io.IOException;

/** A thread that runs a {@link MainLoop} of its own, for I/O that must not keep the main loop waiting. */
@AnyThread
public final class IoThread implements Closer.Resource {
    private final MainLoop loop;
    private final Thread thread;

    private IoThread(MainLoop loop, Thread thread) {
        this.loop = loop;
        this.thread = thread;
    }

    /** Starts one; {@code name} is the thread's. The caller closes. */
    public static IoThread start(String name, Reporter reporter) throws IOException {
        MainLoop loop = MainLoop.create(reporter);
        Thread thread = new Thread(
                new Runnable() {
                    @Override
                    public void run() {
                        loop.run();
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
        return new IoThread(loop, thread);
    }

    /** Its loop: watches are made and tasks run on this thread. */
    public MainLoop loop() {
        return loop;
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
}
