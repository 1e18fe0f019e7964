package baton.migration.multifd;

/** What was sent: pages by kind, and bytes. One thread, or under its owner's lock. */
public final class Tally {
    private int normal;
    private int zero;
    private long bytes;

    /** Counts so many whole pages, pages of zeros, and bytes on the channel. */
    public void add(int normalPages, int zeroPages, long sentBytes) {
        normal += normalPages;
        zero += zeroPages;
        bytes += sentBytes;
    }

    /** Whole pages. */
    public int normal() {
        return normal;
    }

    /** Pages of zeros. */
    public int zero() {
        return zero;
    }

    /** Bytes on the channels. */
    public long bytes() {
        return bytes;
    }

    /** Adds what {@code other} has, which is empty then. */
    void take(Tally other) {
        add(other.normal, other.zero, other.bytes);
        other.clear();
    }

    /** Forgets everything. */
    public void clear() {
        normal = 0;
        zero = 0;
        bytes = 0;
    }
}
