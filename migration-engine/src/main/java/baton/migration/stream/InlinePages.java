package baton.migration.stream;

import baton.migration.ram.ZeroPage;
import baton.migration.spi.RamBlock;
import java.io.IOException;

/** Pages in the ram sections themselves, each behind an item that says where it belongs: QEMU's ordinary format. */
final class InlinePages implements PageSink {
    private final StreamWriter out;
    private final boolean zeroFound;
    private final Pacer pacer;
    /** The block the previous page belonged to; a page of the same block does not name it again. */
    private RamBlock current;

    InlinePages(StreamWriter out, boolean zeroFound, Pacer pacer) {
        this.out = out;
        this.zeroFound = zeroFound;
        this.pacer = pacer;
    }

    @Override
    public void pages(RamBlock block, long from, long to) throws IOException {
        int normal = 0;
        for (long offset = from; offset < to; offset += Wire.PAGE_SIZE) {
            normal += page(block, offset) ? 1 : 0;
        }
        pacer.pages(normal, (int) ((to - from) / Wire.PAGE_SIZE) - normal);
    }

    @Override
    public void untouched(RamBlock block, long from, long to) throws IOException {
        if (!zeroFound) {
            pages(block, from, to);
            return;
        }
        for (long offset = from; offset < to; offset += Wire.PAGE_SIZE) {
            zero(block, offset);
        }
        pacer.pages(0, (int) ((to - from) / Wire.PAGE_SIZE));
    }

    /** Writes one page; whether it held anything but zeros. */
    private boolean page(RamBlock block, long offset) throws IOException {
        long address = block.address() + offset;
        if (zeroFound && ZeroPage.isZero(address)) {
            zero(block, offset);
            return false;
        }
        whole(block, offset, address);
        return true;
    }

    /** Writes a page as it is at {@code address}. */
    void whole(RamBlock block, long offset, long address) throws IOException {
        item(block, offset, Wire.RAM_PAGE);
        out.page(address);
    }

    /** Writes that a page is zero. */
    void zero(RamBlock block, long offset) throws IOException {
        item(block, offset, Wire.RAM_ZERO);
        out.u8(0);
    }

    /** Writes the head of an item of one kind. */
    void item(RamBlock block, long offset, int kind) throws IOException {
        if (block == current) {
            out.u64(offset | kind | Wire.RAM_CONTINUE);
        } else {
            out.u64(offset | kind);
            out.string(block.name());
            current = block;
        }
    }
}
