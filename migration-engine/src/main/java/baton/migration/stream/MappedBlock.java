package baton.migration.stream;

import baton.migration.channel.PlacedChannel;
import baton.migration.ram.ZeroPage;
import baton.migration.spi.PageSet;
import baton.migration.spi.RamBlock;
import baton.nat.libc.NativeBuffer;
import java.io.IOException;

/**
 * Where the pages of one block are in a mapped-ram file, and which of them it holds: page n at {@code pagesAt + n * 4096},
 * if bit n of the bitmap says so (docs/wire/stream.md, section 1B). Several threads may store pages, each its own.
 */
final class MappedBlock {
    /** Of the header behind a block's entry in the list. */
    static final int HEADER_SIZE = 28;

    static final int VERSION = 1;
    private static final long ALIGNMENT = 1 << 20;
    private static final int BITMAP_PIECE = 64 * 1024;

    private final RamBlock block;
    private final long bitmapAt;
    private final long pagesAt;
    private final PageSet stored;

    /** The pages of {@code block}, whose bitmap and pages lie there. */
    MappedBlock(RamBlock block, long bitmapAt, long pagesAt) {
        this.block = block;
        this.bitmapAt = bitmapAt;
        this.pagesAt = pagesAt;
        this.stored = new PageSet(block.length() / Wire.PAGE_SIZE);
    }

    /** The places of a block whose header begins at {@code headerAt} of a file that is to be written. */
    static MappedBlock behind(RamBlock block, long headerAt) {
        long bitmapAt = headerAt + HEADER_SIZE;
        long bitmapEnd = bitmapAt + bitmapBytes(block.length() / Wire.PAGE_SIZE);
        return new MappedBlock(block, bitmapAt, (bitmapEnd + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT);
    }

    RamBlock block() {
        return block;
    }

    long bitmapAt() {
        return bitmapAt;
    }

    long pagesAt() {
        return pagesAt;
    }

    /** Where the stream goes on behind the room of the pages. */
    long end() {
        return pagesAt + block.length();
    }

    /**
     * Writes the pages from offset {@code from} to before {@code to} to their places, runs of them at once.
     *
     * @param zeroFound whether pages of zeros are left out
     * @return how many were written
     */
    int store(PlacedChannel file, long from, long to, boolean zeroFound) throws IOException {
        int written = 0;
        long at = from;
        while (at < to) {
            boolean zero = zeroFound && ZeroPage.isZero(block.address() + at);
            long end = at + Wire.PAGE_SIZE;
            while (end < to && zero == (zeroFound && ZeroPage.isZero(block.address() + end))) {
                end += Wire.PAGE_SIZE;
            }
            if (!zero) {
                file.writeMemoryAt(pagesAt + at, block.address() + at, end - at);
                written += (int) ((end - at) / Wire.PAGE_SIZE);
            }
            note(at, end, !zero);
            at = end;
        }
        return written;
    }

    /** The pages from offset {@code from} to before {@code to} are zeros. */
    void leaveOut(long from, long to) {
        note(from, to, false);
    }

    private synchronized void note(long from, long to, boolean isStored) {
        if (isStored) {
            stored.add(from / Wire.PAGE_SIZE, to / Wire.PAGE_SIZE);
        } else {
            stored.remove(from / Wire.PAGE_SIZE, to / Wire.PAGE_SIZE);
        }
    }

    /** Writes the bitmap: every page is stored by now that will be. */
    void storeBitmap(PlacedChannel file) throws IOException {
        try (NativeBuffer piece = NativeBuffer.allocate(BITMAP_PIECE)) {
            for (long page = 0; page < stored.pages(); page += BITMAP_PIECE * (long) Byte.SIZE) {
                long pages = Math.min(BITMAP_PIECE * (long) Byte.SIZE, stored.pages() - page);
                stored.copyBits(page, piece.address(), pages);
                file.writeMemoryAt(bitmapAt + page / Byte.SIZE, piece.address(), bitmapBytes(pages));
            }
        }
    }

    /** Reads the bitmap; false when the file ends before. Bits behind the last page are ignored, as QEMU does. */
    boolean loadBitmap(PlacedChannel file) throws IOException {
        try (NativeBuffer piece = NativeBuffer.allocate(BITMAP_PIECE)) {
            for (long page = 0; page < stored.pages(); page += BITMAP_PIECE * (long) Byte.SIZE) {
                long pages = Math.min(BITMAP_PIECE * (long) Byte.SIZE, stored.pages() - page);
                long bytes = bitmapBytes(pages);
                if (file.readMemoryAt(bitmapAt + page / Byte.SIZE, piece.address(), bytes) < bytes) {
                    return false;
                }
                stored.addBits(page, piece.address(), pages);
            }
        }
        return true;
    }

    /** Which pages the file holds. */
    PageSet stored() {
        return stored;
    }

    private static long bitmapBytes(long pages) {
        return (pages + Long.SIZE - 1) / Long.SIZE * Long.BYTES;
    }
}
