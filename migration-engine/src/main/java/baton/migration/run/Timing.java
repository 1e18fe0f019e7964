package baton.migration.run;

import baton.base.AnyThread;
import baton.migration.spi.Downtime;
import baton.nat.libc.Signals;

/** When the steps of an outgoing migration happened; monotonic nanoseconds in, milliseconds out as QMP has them. */
@AnyThread
final class Timing {
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final long start;
    private final Downtime downtime = new Downtime();
    private volatile long setUp;
    private volatile long delivered;
    private volatile long end;
    private volatile int thread;

    Timing(long now) {
        this.start = now;
        this.setUp = now;
    }

    void setUp(long now) {
        setUp = now;
    }

    void stopping(long now) {
        downtime.begin("stop", now);
    }

    void part(String name, long now) {
        downtime.next(name, now);
    }

    /** The other side has everything, and the guest can go on there: what is left to be done here holds nobody up. */
    void delivered(long now) {
        delivered = now;
    }

    /** All is over: the clocks stop at {@code now}, or when everything was delivered, if that was told. */
    void ended(long now) {
        end = delivered == 0 ? now : delivered;
        downtime.end(end);
    }

    /** Notes the calling thread as the one that migrates. */
    void thread() {
        thread = Signals.threadId();
    }

    /** Kernel id of the migration thread; 0 before there is one. */
    int threadId() {
        return thread;
    }

    Downtime downtime() {
        return downtime;
    }

    long setupMillis() {
        return (setUp - start) / NANOS_PER_MILLI;
    }

    long totalMillis(long now) {
        return ((end == 0 ? now : end) - start) / NANOS_PER_MILLI;
    }

    long downtimeMillis() {
        return downtime.nanos() / NANOS_PER_MILLI;
    }

    /** Nanoseconds since data began to flow; at least 1. */
    long flowNanos(long now) {
        return Math.max(1, (end == 0 ? now : end) - setUp);
    }
}
