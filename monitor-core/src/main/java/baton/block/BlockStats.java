package baton.block;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/** What a backend has done so far, by kind of request. Any thread. */
public final class BlockStats {
    /** Kinds of requests, in no particular order. */
    public enum Kind {
        /** Reads. */
        READ("rd"),
        /** Writes. */
        WRITE("wr"),
        /** Flushes. */
        FLUSH("flush"),
        /** Discards. */
        UNMAP("unmap");

        private final String prefix;

        Kind(String prefix) {
            this.prefix = prefix;
        }

        /** What QEMU's names of its counters begin with. */
        public String prefix() {
            return prefix;
        }
    }

    private static final int BYTES = 0;
    private static final int OPERATIONS = 1;
    private static final int NANOS = 2;
    private static final int FAILED = 3;
    private static final int INVALID = 4;
    private static final int COUNTERS = 5;

    private final AtomicLongArray counters = new AtomicLongArray(COUNTERS * Kind.values().length);
    private final AtomicLong highest = new AtomicLong();
    private volatile long lastNanos;

    void done(Kind kind, long bytes, long nanos, long now) {
        add(kind, BYTES, bytes);
        add(kind, OPERATIONS, 1);
        add(kind, NANOS, nanos);
        lastNanos = now;
    }

    void failed(Kind kind, long nanos) {
        add(kind, FAILED, 1);
        add(kind, NANOS, nanos);
    }

    /** A request that could not be one. */
    public void invalid(Kind kind) {
        add(kind, INVALID, 1);
    }

    void wroteTo(long end) {
        long known = highest.get();
        while (end > known && !highest.compareAndSet(known, end)) {
            known = highest.get();
        }
    }

    private void add(Kind kind, int counter, long by) {
        counters.addAndGet(kind.ordinal() * COUNTERS + counter, by);
    }

    private long get(Kind kind, int counter) {
        return counters.get(kind.ordinal() * COUNTERS + counter);
    }

    /** Bytes transferred. */
    public long bytes(Kind kind) {
        return get(kind, BYTES);
    }

    /** Requests that were answered. */
    public long operations(Kind kind) {
        return get(kind, OPERATIONS);
    }

    /** Time spent, in nanoseconds. */
    public long nanos(Kind kind) {
        return get(kind, NANOS);
    }

    /** Requests that failed. */
    public long failedOperations(Kind kind) {
        return get(kind, FAILED);
    }

    /** Requests that could not be one. */
    public long invalidOperations(Kind kind) {
        return get(kind, INVALID);
    }

    /** End of the highest byte written to. */
    public long highest() {
        return highest.get();
    }

    /** When a request was answered last, by the monotonic clock; 0 when none was. */
    public long lastNanos() {
        return lastNanos;
    }
}
