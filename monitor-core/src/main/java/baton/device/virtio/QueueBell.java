package baton.device.virtio;

import baton.base.Closer;
import baton.mainloop.Handler;
import baton.mainloop.MainLoop;
import baton.mainloop.Watch;
import baton.nat.libc.Epoll;
import baton.nat.libc.ErrnoException;
import baton.nat.libc.EventFd;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * How a notification gets from a vCPU to the thread that serves the queue. The first comes by way of the register and a
 * task; it makes an eventfd that the kernel signals from then on, so that a machine pays for that when a queue is used
 * and not while it starts.
 */
final class QueueBell implements Runnable, Handler, Closer.Resource {
    private static final int PATIENCE_SECONDS = 10;

    private final VirtioCore core;
    private final int queue;
    private final AtomicBoolean waiting = new AtomicBoolean();
    private volatile EventFd bell;
    private Watch watch;
    private volatile boolean tried;

    QueueBell(VirtioCore core, int queue) {
        this.core = core;
        this.queue = queue;
    }

    /** Any thread. */
    void ring() {
        MainLoop loop = core.device.loop();
        if (loop == null) {
            serve();
        } else if (waiting.compareAndSet(false, true)) {
            loop.post(this);
        }
    }

    @Override
    public void run() {
        waiting.set(false);
        if (!tried) {
            tried = true;
            connect();
        }
        serve();
    }

    private void connect() {
        try {
            bell = EventFd.create();
            watch = core.device.loop().watch(bell.fd(), Epoll.IN, this);
            core.transport.doorbell(queue, bell);
        } catch (ErrnoException e) {
            core.reporter().warn("cannot make an eventfd for " + core.device.name() + ": " + e.getMessage());
        }
    }

    @Override
    public void ready(int events) {
        bell.drain();
        serve();
    }

    private void serve() {
        synchronized (core.lock()) {
            if (core.serving()) {
                core.device.notified(queue);
            }
        }
    }

    /** Once the device stands still; waits for the thread that serves it. */
    @Override
    public void close() throws IOException {
        MainLoop loop = core.device.loop();
        if (bell == null || loop.isLoopThread()) {
            disconnect();
            return;
        }
        CountDownLatch done = new CountDownLatch(1);
        loop.post(new Runnable() {
            @Override
            public void run() {
                disconnect();
                done.countDown();
            }
        });
        try {
            if (!done.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException("the thread of " + core.device.name() + " does not answer");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while closing " + core.device.name(), e);
        }
    }

    private void disconnect() {
        if (bell == null) {
            return;
        }
        watch.cancel();
        try {
            bell.close();
        } catch (ErrnoException e) {
            core.reporter().warn("cannot close an eventfd of " + core.device.name() + ": " + e.getMessage());
        }
        bell = null;
    }
}
