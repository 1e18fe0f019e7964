package baton.block;

import baton.base.AnyThread;
import java.util.concurrent.atomic.AtomicLong;

/** How many ranges of a file were given back to the host. */
@AnyThread
public final class Discards {
    /** Of what stores nothing. */
    static final Discards NONE = new Discards();

    private final AtomicLong done = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();

    void did(long length) {
        done.incrementAndGet();
        bytes.addAndGet(length);
    }

    void failedOne() {
        failed.incrementAndGet();
    }

    /** Ranges. */
    public long done() {
        return done.get();
    }

    /** Ranges that the host did not take. */
    public long failed() {
        return failed.get();
    }

    /** Bytes of all that it took. */
    public long bytes() {
        return bytes.get();
    }
}
