package baton.migration.ram;

import baton.migration.spi.RamBlock;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * What a stream has filled of a block. If the block was made zero, a page that was not filled and is called zero is not
 * looked at, which would make the host allocate it. Any thread, each its own pages.
 */
public final class FilledPages {
    private static final int PAGE_SIZE = 4096;

    private final RamBlock block;
    /** One bit a page for a block that was made zero; null for others. */
    private final AtomicLongArray filled;

    /** Nothing was filled yet. */
    public FilledPages(RamBlock block) {
        this.block = block;
        this.filled = block.madeZero() ? new AtomicLongArray((int) (block.length() / PAGE_SIZE / Long.SIZE) + 1) : null;
    }

    /** The block they are of. */
    public RamBlock block() {
        return block;
    }

    /** The page at {@code offset} is about to hold something. */
    public void fill(long offset) {
        if (filled != null) {
            int page = (int) (offset / PAGE_SIZE);
            set(page >> 6, 1L << page);
        }
    }

    private void set(int word, long bit) {
        long was = filled.get(word);
        while ((was & bit) == 0 && !filled.compareAndSet(word, was, was | bit)) {
            was = filled.get(word);
        }
    }

    /** The page at {@code offset} is to be zero. */
    public void clear(long offset) {
        int page = (int) (offset / PAGE_SIZE);
        if (filled == null || (filled.get(page >> 6) & 1L << page) != 0) {
            ZeroPage.clear(block.address() + offset);
        }
    }
}
