package baton.migration.multifd;

import baton.nat.libc.Memory;
import java.io.IOException;
import java.util.zip.Deflater;

/**
 * Compresses the pages of one channel: one zlib stream over all of its packets, flushed at the end of each. Pages are
 * copied first, since the guest may write to them while they are compressed. That channel's thread.
 */
final class ZlibOut {
    private static final int PAGES_SIZE = PageBatch.PAGES * PageBatch.PAGE_SIZE;

    /** What a packet's pages take at worst. */
    static final int MAX_SIZE = PAGES_SIZE + PAGES_SIZE / 64 + 1024;

    private final Deflater deflater;
    private final byte[] pages = new byte[PAGES_SIZE];
    private final byte[] packed = new byte[MAX_SIZE];

    ZlibOut(int level) {
        deflater = new Deflater(level);
    }

    /** Takes page {@code i} of the packet. */
    void page(int i, long address) {
        Memory.copy(address, pages, i * PageBatch.PAGE_SIZE, PageBatch.PAGE_SIZE);
    }

    /** Compresses the first {@code count} pages to memory at {@code to}; returns the bytes. */
    int deflate(int count, long to) throws IOException {
        deflater.setInput(pages, 0, count * PageBatch.PAGE_SIZE);
        int length = 0;
        int more = -1;
        while (more != 0 && length < MAX_SIZE) {
            more = deflater.deflate(packed, length, MAX_SIZE - length, Deflater.SYNC_FLUSH);
            length += more;
        }
        if (length == MAX_SIZE) {
            throw new IOException("zlib made more of a packet's pages");
        }
        Memory.copy(packed, 0, to, length);
        return length;
    }

    void close() {
        deflater.end();
    }
}
