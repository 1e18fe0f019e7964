package baton.migration.run;

import baton.base.AnyThread;
import java.io.InterruptedIOException;

/**
 * Where the migration thread waits: for room below the bandwidth, for the user, for the main loop, for the other side.
 * {@link #stop} ends every wait and every later one. Its lock is a leaf.
 */
final class Brake {
    /** Something that is waited for; asked under the brake's lock. */
    interface Event {
        /** Whether it has come. */
        boolean here();
    }

    /** The limit is kept over windows of this length, as in QEMU. */
    private static final long WINDOW_NANOS = 100_000_000;

    private static final int WINDOWS_PER_SECOND = 10;
    private static final long NANOS_PER_MILLI = 1_000_000;

    private long bandwidth;
    private boolean limited;
    private long windowStart;
    private long windowBytes;
    private String stopped;

    /** Will keep to {@code bandwidth} bytes per second while {@link #limit} says so; 0 is no limit. */
    Brake(long bandwidth) {
        this.bandwidth = bandwidth;
    }

    /** Says whether the bytes that follow are limited. */
    synchronized void limit(boolean on) {
        limited = on;
        windowStart = System.nanoTime();
        windowBytes = 0;
    }

    /** So many bytes have been sent: waits until the window has room again; a new bandwidth ends the wait. */
    synchronized void sent(int bytes) throws InterruptedIOException {
        check();
        windowBytes += limited ? bytes : 0;
        while (limited && bandwidth > 0 && windowBytes >= perWindow()) {
            long left = windowStart + WINDOW_NANOS - System.nanoTime();
            if (left <= 0) {
                windowStart = System.nanoTime();
                // What went over the limit is owed to the next windows.
                windowBytes = Math.max(0, windowBytes - perWindow());
            } else {
                sleep(left / NANOS_PER_MILLI + 1);
            }
        }
    }

    private long perWindow() {
        return Math.max(1, bandwidth / WINDOWS_PER_SECOND);
    }

    /** Waits for {@code event}; whoever makes it come calls {@link #signal}. */
    synchronized void await(Event event) throws InterruptedIOException {
        check();
        while (!event.here()) {
            sleep(0);
        }
    }

    /** Whether {@code event} has come. */
    synchronized boolean has(Event event) throws InterruptedIOException {
        check();
        return event.here();
    }

    /** Waits for {@code event}, but not longer than this; whether it came. */
    synchronized boolean await(Event event, long millis) throws InterruptedIOException {
        check();
        if (!event.here()) {
            sleep(millis);
        }
        return event.here();
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

    /** Goes on unless it was stopped. */
    synchronized void check() throws InterruptedIOException {
        if (stopped != null) {
            throw new InterruptedIOException(stopped);
        }
    }

    /** Something that may be waited for has come. */
    @AnyThread
    synchronized void signal() {
        notifyAll();
    }

    /** The migration must not go on: {@code why} becomes the text of what is thrown. The first reason stays. */
    @AnyThread
    synchronized void stop(String why) {
        stopped = stopped == null ? why : stopped;
        notifyAll();
    }

    /** Why it must not go on; null while it may. */
    @AnyThread
    synchronized String stopped() {
        return stopped;
    }

    @AnyThread
    synchronized void bandwidth(long bytesPerSecond) {
        bandwidth = bytesPerSecond;
        notifyAll();
    }
}
