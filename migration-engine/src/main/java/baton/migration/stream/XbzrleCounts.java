package baton.migration.stream;

/** What xbzrle has saved: QAPI's XBZRLECacheStats. The migration thread counts, anybody may look. */
public final class XbzrleCounts {
    private static final double PAGE = 4096;

    private final long cacheSize;
    private volatile long looked;
    private volatile long pages;
    private volatile long bytes;
    private volatile long misses;
    private volatile long overflows;

    XbzrleCounts(long cacheSize) {
        this.cacheSize = cacheSize;
    }

    void looked(int number) {
        looked += number;
    }

    void encoded(int size) {
        pages++;
        bytes += size;
    }

    void missed() {
        misses++;
    }

    void overflowed() {
        overflows++;
    }

    /** Bytes the kept pages may take. */
    public long cacheSize() {
        return cacheSize;
    }

    /** Pages sent as differences, unchanged ones included. */
    public long pages() {
        return pages;
    }

    /** Bytes these took. */
    public long bytes() {
        return bytes;
    }

    /** Pages of which the older self was not kept. */
    public long misses() {
        return misses;
    }

    /** Pages that would have been longer as a difference. */
    public long overflows() {
        return overflows;
    }

    /** Misses for each page looked at. */
    public double missRate() {
        long all = looked;
        return all == 0 ? 0 : (double) misses / all;
    }

    /** How many times shorter pages sent as differences were. */
    public double encodingRate() {
        long sent = bytes;
        return sent == 0 ? 0 : pages * PAGE / sent;
    }
}
