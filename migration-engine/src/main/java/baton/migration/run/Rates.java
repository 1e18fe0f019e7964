package baton.migration.run;

import baton.base.AnyThread;

/**
 * How fast RAM goes and how fast the guest writes to it, and what follows from that: when so little is left that the rest
 * can be sent within the downtime limit. Arithmetic only, QEMU's; times are {@link System#nanoTime}, given by the caller. The
 * migration thread writes, anybody may read.
 */
final class Rates {
    private static final long WINDOW_NANOS = 100_000_000;
    private static final long PERIOD_NANOS = 1_000_000_000;
    private static final double NANOS_PER_MILLI = 1e6;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double BYTES_PER_MILLI_OF_MEGABIT = 125.0;
    /** Windows with less say nothing about the bandwidth. */
    private static final long ENOUGH_BYTES = 10_000;

    private final long start;
    private long windowStart;
    private long windowBytes;
    private long windowPages;
    private double bytesPerMilli;
    private long periodStart;
    private long periodDirty;
    private long periodSent;
    private long lastDirty;
    private volatile double mbps;
    private volatile long pagesPerSecond;
    private volatile long dirtyPagesPerSecond;
    private volatile long expectedDowntime;

    /** Data begins to flow; {@code downtimeLimit} in milliseconds is expected until more is known. */
    Rates(long now, long downtimeLimit) {
        start = now;
        windowStart = now;
        periodStart = now;
        expectedDowntime = downtimeLimit;
    }

    /**
     * Looks at the clock.
     *
     * @param sent bytes so far
     * @param pages so far
     * @param switchoverBandwidth bytes per second that are there when the guest has stopped; 0 for what was measured
     */
    void look(long now, long sent, long pages, long switchoverBandwidth) {
        long nanos = now - windowStart;
        if (nanos < WINDOW_NANOS) {
            return;
        }
        double millis = nanos / NANOS_PER_MILLI;
        long bytes = sent - windowBytes;
        bytesPerMilli = bytes / millis;
        mbps = bytesPerMilli / BYTES_PER_MILLI_OF_MEGABIT;
        pagesPerSecond = (long) ((pages - windowPages) * NANOS_PER_SECOND / nanos);
        if (dirtyPagesPerSecond > 0 && bytes > ENOUGH_BYTES) {
            expectedDowntime =
                    (long) (lastDirty / (switchoverBandwidth > 0 ? perMilli(switchoverBandwidth) : bytesPerMilli));
        }
        windowStart = now;
        windowBytes = sent;
        windowPages = pages;
    }

    /**
     * How many bytes can be sent within {@code downtimeLimit} milliseconds. Before the first window is full, what was sent
     * so far says how fast it goes.
     */
    long threshold(long now, long sent, long switchoverBandwidth, long downtimeLimit) {
        double measured = bytesPerMilli > 0 ? bytesPerMilli : sent / Math.max(1, (now - start) / NANOS_PER_MILLI);
        return (long) ((switchoverBandwidth > 0 ? perMilli(switchoverBandwidth) : measured) * downtimeLimit);
    }

    private static double perMilli(long perSecond) {
        return perSecond / 1000.0;
    }

    /**
     * The dirty log was read.
     *
     * @param dirty bytes that were written to since the last time
     * @return whether a period of more than a second has ended; {@link #periodDirty} and {@link #periodSent} tell of it, then
     *     {@link #nextPeriod} begins the next
     */
    boolean collected(long now, long dirty) {
        lastDirty = dirty;
        periodDirty += dirty;
        long nanos = now - periodStart;
        if (nanos <= PERIOD_NANOS) {
            return false;
        }
        dirtyPagesPerSecond = (long) (periodDirty / Progress.PAGE * NANOS_PER_SECOND / nanos);
        return true;
    }

    /** Bytes that the guest wrote to in this period. */
    long periodDirty() {
        return periodDirty;
    }

    /** Bytes that were sent in this period, of {@code sent} altogether. */
    long periodSent(long sent) {
        return sent - periodSent;
    }

    void nextPeriod(long now, long sent) {
        periodStart = now;
        periodDirty = 0;
        periodSent = sent;
    }

    @AnyThread
    double mbps() {
        return mbps;
    }

    @AnyThread
    long pagesPerSecond() {
        return pagesPerSecond;
    }

    @AnyThread
    long dirtyPagesPerSecond() {
        return dirtyPagesPerSecond;
    }

    /** Milliseconds. */
    @AnyThread
    long expectedDowntime() {
        return expectedDowntime;
    }
}
