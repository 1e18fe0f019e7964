package baton.migration.run;

import baton.base.AnyThread;
import baton.migration.stream.Pacer;
import java.io.InterruptedIOException;

/**
 * Counts what an outgoing migration has sent, keeps its RAM below the bandwidth and lets a cancel through. The migration
 * thread counts, anybody may look.
 */
final class Progress implements Pacer {
    static final int PAGE = 4096;

    /** The limit is kept over windows of this length, as in QEMU. */
    private static final long WINDOW_NANOS = 100_000_000;

    private static final int WINDOWS_PER_SECOND = 10;
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final long ramBytes;
    private volatile long bandwidth;
    private volatile long sent;
    private volatile long ramSent;
    private volatile long normal;
    private volatile long zero;
    private volatile int passes;
    private boolean inRam;
    private boolean cancelled;
    private boolean switchover;
    private long windowStart;
    private long windowBytes;

    /** For {@code ramBytes} of RAM that will be copied, at {@code bandwidth} bytes per second; 0 is no limit. */
    Progress(long ramBytes, long bandwidth) {
        this.ramBytes = ramBytes;
        this.bandwidth = bandwidth;
    }

    @Override
    public void sent(int bytes) throws InterruptedIOException {
        sent += bytes;
        if (inRam) {
            ramSent += bytes;
            windowBytes += bytes;
        }
        pace();
    }

    @Override
    public void pages(int normalPages, int zeroPages) throws InterruptedIOException {
        normal += normalPages;
        zero += zeroPages;
        check();
    }

    /** Says whether the bytes that follow are RAM, which alone is limited. */
    synchronized void ram(boolean on) {
        inRam = on;
        windowStart = System.nanoTime();
        windowBytes = 0;
    }

    /** One more look at RAM; returns its number. */
    int nextPass() {
        return ++passes;
    }

    /** Sleeps until the window has room again; a new bandwidth or a cancel ends the sleep. */
    private synchronized void pace() throws InterruptedIOException {
        check();
        while (inRam && bandwidth > 0 && windowBytes >= Math.max(1, bandwidth / WINDOWS_PER_SECOND)) {
            long left = windowStart + WINDOW_NANOS - System.nanoTime();
            if (left <= 0) {
                windowStart = System.nanoTime();
                // What went over the limit is owed to the next windows.
                windowBytes = Math.max(0, windowBytes - Math.max(1, bandwidth / WINDOWS_PER_SECOND));
            } else {
                sleep(left / NANOS_PER_MILLI + 1);
            }
        }
    }

    /** Waits for {@link #proceed}. */
    synchronized void awaitSwitchover() throws InterruptedIOException {
        check();
        while (!switchover) {
            sleep(0);
        }
    }

    private void sleep(long millis) throws InterruptedIOException {
        try {
            wait(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
        check();
    }

    private synchronized void check() throws InterruptedIOException {
        if (cancelled) {
            throw new InterruptedIOException("cancelled");
        }
    }

    @AnyThread
    synchronized void proceed() {
        switchover = true;
        notifyAll();
    }

    @AnyThread
    synchronized void cancel() {
        cancelled = true;
        notifyAll();
    }

    @AnyThread
    synchronized void bandwidth(long bytesPerSecond) {
        bandwidth = bytesPerSecond;
        notifyAll();
    }

    @AnyThread
    long ramBytes() {
        return ramBytes;
    }

    @AnyThread
    long remaining() {
        return Math.max(0, ramBytes - (normal + zero) * PAGE);
    }

    @AnyThread
    long sent() {
        return sent;
    }

    @AnyThread
    long ramSent() {
        return ramSent;
    }

    @AnyThread
    long normal() {
        return normal;
    }

    @AnyThread
    long zero() {
        return zero;
    }

    @AnyThread
    int passes() {
        return passes;
    }
}
