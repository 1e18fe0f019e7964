package baton.migration.stream;

import baton.migration.channel.PlacedChannel;
import baton.migration.ram.ZeroPage;
import baton.migration.spi.PageSet;
import baton.migration.spi.RamBlock;
import baton.migration.vmstate.VmStateException;
import baton.migration.vmstate.VmStateException.Reason;
import java.io.IOException;

/** Reads the pages of a mapped-ram file while its list of blocks is read. Nothing is written outside a block. One thread. */
final class MappedReader {
    private final StreamReader in;
    private final PlacedChannel file;

    MappedReader(StreamReader in, PlacedChannel file) {
        this.in = in;
        this.file = file;
    }

    /** Reads the header behind the entry of {@code block}, then its pages; the stream goes on behind them. */
    void block(RamBlock block) throws VmStateException {
        MappedBlock mapped = header(block);
        try {
            if (!mapped.loadBitmap(file)) {
                throw VmStateException.corrupt("Error reading dirty bitmap");
            }
            pages(mapped);
            in.jump(file, mapped.end());
        } catch (IOException e) {
            throw new VmStateException(Reason.IO, block.name() + ": " + e.getMessage(), e);
        }
    }

    private MappedBlock header(RamBlock block) throws VmStateException {
        int version = in.u32();
        if (version != MappedBlock.VERSION) {
            throw VmStateException.corrupt("Migration mapped-ram capability version not supported (expected <= "
                    + MappedBlock.VERSION + ", got " + Integer.toUnsignedString(version) + ")");
        }
        long pageSize = in.u64();
        if (pageSize != Wire.PAGE_SIZE) {
            throw VmStateException.corrupt("Mapped-ram pages of " + Long.toUnsignedString(pageSize)
                    + " bytes are not supported, only of " + Wire.PAGE_SIZE);
        }
        long bitmapAt = in.u64();
        long pagesAt = in.u64();
        if ((pagesAt & Wire.PAGE_FLAGS) != 0) {
            throw VmStateException.corrupt(
                    "Error reading ramblock " + block.name() + " pages, region has bad alignment");
        }
        if (bitmapAt < 0 || bitmapAt > Long.MAX_VALUE / 2) {
            throw VmStateException.corrupt("Error reading dirty bitmap");
        }
        if (pagesAt < 0 || pagesAt > Long.MAX_VALUE / 2) {
            throw VmStateException.corrupt("(" + block.name() + ") failed to read page 0 from file offset "
                    + Long.toHexString(pagesAt) + ": Unable to read from file: Invalid argument");
        }
        return new MappedBlock(block, bitmapAt, pagesAt);
    }

    private void pages(MappedBlock mapped) throws IOException, VmStateException {
        RamBlock block = mapped.block();
        PageSet stored = mapped.stored();
        long page = 0;
        while (page < stored.pages()) {
            long first = stored.first(page);
            long next = first < 0 ? stored.pages() : first;
            if (!block.madeZero()) {
                clear(block, page, next);
            }
            page = next;
            if (first >= 0) {
                page = stored.end(first, stored.pages());
                run(mapped, first * Wire.PAGE_SIZE, (page - first) * Wire.PAGE_SIZE);
            }
        }
    }

    private void run(MappedBlock mapped, long offset, long length) throws IOException, VmStateException {
        RamBlock block = mapped.block();
        long got = file.readMemoryAt(mapped.pagesAt() + offset, block.address() + offset, length);
        if (got < length) {
            throw VmStateException.corrupt("(" + block.name() + ") failed to read page " + Long.toHexString(offset)
                    + " from file offset " + Long.toHexString(mapped.pagesAt() + offset) + ": Partial read of size "
                    + got + ", expected " + length);
        }
    }

    private static void clear(RamBlock block, long first, long end) {
        for (long page = first; page < end; page++) {
            ZeroPage.clear(block.address() + page * Wire.PAGE_SIZE);
        }
    }
}
