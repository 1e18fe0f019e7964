package baton.migration.stream;

import baton.migration.spi.RamBlock;
import baton.migration.spi.RamPolicy;
import java.io.IOException;
import java.util.List;

/** Writes the bodies of the ram sections: the block list, then pages in any order and as often as wanted. One thread. */
final class RamWriter {
    private static final int PAGES_PER_REPORT = 1024;

    private final StreamWriter out;
    private final List<RamBlock> blocks;
    private final RamPlan plan;
    private final boolean listAddresses;
    private final Pacer pacer;
    /** The block the previous page belonged to; a page of the same block does not name it again. */
    private RamBlock current;

    RamWriter(StreamWriter out, List<RamBlock> blocks, RamPlan plan, boolean listAddresses, Pacer pacer) {
        this.out = out;
        this.blocks = blocks;
        this.plan = plan;
        this.listAddresses = listAddresses;
        this.pacer = pacer;
    }

    /** Every block with its length, travelling or not. */
    void list() throws IOException {
        long total = 0;
        for (RamBlock block : blocks) {
            total += block.length();
        }
        out.u64(total | Wire.RAM_MEM_SIZE);
        for (RamBlock block : blocks) {
            out.string(block.name());
            out.u64(block.length());
            if (listAddresses) {
                out.u64(block.guestAddress());
            }
        }
    }

    /** Whether any block has its pages in the stream. */
    boolean copiesAny() {
        for (RamBlock block : blocks) {
            if (plan.ram(block) == RamPolicy.COPY) {
                return true;
            }
        }
        return false;
    }

    /** Every page of every block that is copied. */
    void copyAll() throws IOException {
        for (RamBlock block : blocks) {
            if (plan.ram(block) == RamPolicy.COPY) {
                copy(block, 0, block.length());
            }
        }
    }

    /** The pages of a block from offset {@code from} to before {@code to}, both multiples of the page size. */
    void copy(RamBlock block, long from, long to) throws IOException {
        int normal = 0;
        int pages = 0;
        for (long offset = from; offset < to; offset += Wire.PAGE_SIZE) {
            normal += page(block, offset) ? 1 : 0;
            pages++;
            if (pages == PAGES_PER_REPORT) {
                pacer.pages(normal, pages - normal);
                normal = 0;
                pages = 0;
            }
        }
        pacer.pages(normal, pages - normal);
    }

    /** Ends a section's body. */
    void endOfSection() throws IOException {
        out.u64(Wire.RAM_EOS);
    }

    /** Writes one page; whether it held anything but zeros. */
    private boolean page(RamBlock block, long offset) throws IOException {
        long address = block.address() + offset;
        if (ZeroPage.isZero(address)) {
            item(block, offset, Wire.RAM_ZERO);
            out.u8(0);
            return false;
        }
        item(block, offset, Wire.RAM_PAGE);
        out.page(address);
        return true;
    }

    private void item(RamBlock block, long offset, int kind) throws IOException {
        if (block == current) {
            out.u64(offset | kind | Wire.RAM_CONTINUE);
        } else {
            out.u64(offset | kind);
            out.string(block.name());
            current = block;
        }
    }
}
