package baton.migration.multifd;

import baton.migration.spi.RamBlock;

/** Up to 128 pages of one block, by offset; filled by the migration thread, then used by one channel's. Reused. */
public final class PageBatch {
    /** Pages in a full batch. */
    public static final int PAGES = 128;

    static final int PAGE_SIZE = 4096;

    private final long[] offsets = new long[PAGES];
    private RamBlock block;
    private int count;

    /** The block all pages are of. */
    public RamBlock block() {
        return block;
    }

    /** How many pages there are. */
    public int count() {
        return count;
    }

    /** Offset of page {@code i} in the block. */
    public long offset(int i) {
        return offsets[i];
    }

    /** Index behind the run of pages that begins with page {@code i} and in which each follows its neighbour in RAM. */
    public int runEnd(int i) {
        int end = i + 1;
        while (end < count && offsets[end] == offsets[end - 1] + PAGE_SIZE) {
            end++;
        }
        return end;
    }

    /** Whether a page of {@code of} can be added. */
    boolean takes(RamBlock of) {
        return count == 0 || block == of && count < PAGES;
    }

    void add(RamBlock of, long offset) {
        block = of;
        offsets[count++] = offset;
    }

    void clear() {
        count = 0;
    }
}
