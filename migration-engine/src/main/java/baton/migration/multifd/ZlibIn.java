package baton.migration.multifd;

import baton.migration.vmstate.VmStateException;
import baton.nat.libc.Memory;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Takes the pages of one channel's packets out of the zlib stream they are in. That channel's thread. */
final class ZlibIn {
    private final Inflater inflater = new Inflater();
    private final byte[] packed = new byte[ZlibOut.MAX_SIZE];
    /** A page, and a byte that must stay empty. */
    private final byte[] page = new byte[PageBatch.PAGE_SIZE + 1];

    /** The bytes of the next packet; at most {@link ZlibOut#MAX_SIZE}. */
    void packet(long address, int size) {
        Memory.copy(address, packed, 0, size);
        inflater.setInput(packed, 0, size);
    }

    /** Writes the next page to memory. */
    void page(long address) throws VmStateException {
        int done = inflate(PageBatch.PAGE_SIZE);
        if (done < PageBatch.PAGE_SIZE) {
            throw VmStateException.corrupt("multifd: zlib: a page of " + done + " bytes instead of 4096");
        }
        Memory.copy(page, 0, address, PageBatch.PAGE_SIZE);
    }

    /** All pages of the packet were taken: nothing but the flush's mark may be left. */
    void end() throws VmStateException {
        if (inflate(1) > 0 || inflater.getRemaining() > 0) {
            throw VmStateException.corrupt("multifd: zlib: a packet holds more than its pages");
        }
    }

    private int inflate(int length) throws VmStateException {
        try {
            int done = 0;
            int got = -1;
            while (done < length && got != 0) {
                got = inflater.inflate(page, done, length - done);
                done += got;
            }
            return done;
        } catch (DataFormatException e) {
            throw VmStateException.corrupt("multifd: zlib: " + (e.getMessage() == null ? "bad data" : e.getMessage()));
        }
    }

    void close() {
        inflater.end();
    }
}
