package baton.migration.ram;

import baton.base.Closer;
import baton.migration.spi.RamBlock;
import baton.nat.libc.Pieces;

/** Pages that have come into a buffer and follow each other in RAM: they are put there together. One thread, its owner. */
public final class PageRun implements Closer.Resource {
    private static final int PAGE_SIZE = 4096;
    private static final int MOST = 64;

    private final Pieces pieces = new Pieces(MOST);
    private RamBlock block;
    private long start;

    /** The page at {@code from}, which has to stay there until {@link #put}, belongs to {@code offset} of {@code into}. */
    public void add(RamBlock into, long offset, long from) {
        if (pieces.full() || into != block || offset != start + pieces.bytes()) {
            put();
            block = into;
            start = offset;
        }
        pieces.add(from, PAGE_SIZE);
    }

    /** Afterwards every page is in its place. */
    public void put() {
        if (pieces.count() > 0) {
            block.put(start, pieces);
            start += pieces.bytes();
            pieces.clear();
        }
    }

    @Override
    public void close() {
        pieces.close();
    }
}
