package baton.migration.stream;

import baton.base.Closer;
import baton.migration.channel.Channel;
import baton.migration.channel.PlacedChannel;
import baton.migration.multifd.LaneWork;
import baton.migration.multifd.Lanes;
import baton.migration.multifd.PageBatch;
import baton.migration.multifd.Tally;
import baton.migration.multifd.Threads;
import baton.migration.ram.ZeroPage;
import baton.migration.spi.PageSet;
import baton.migration.spi.RamBlock;
import baton.migration.vmstate.VmStateException;
import baton.migration.vmstate.VmStateException.Reason;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads the pages of a mapped-ram file while its list of blocks is read. Nothing is written outside a block. */
final class MappedReader implements Closer.Resource {
    private final StreamReader in;
    private final PlacedChannel file;
    /** The threads of the other channels; null when there are none. */
    private final Lanes lanes;
    /** The block whose pages are read; handed to the threads with them. */
    private volatile MappedBlock current;

    /**
     * The stream is read from {@code file} through {@code in}.
     *
     * @param others channels of the same file, which take the pages; {@code file} does when there are none
     */
    MappedReader(StreamReader in, PlacedChannel file, List<Channel> others, Threads threads) {
        this.in = in;
        this.file = file;
        List<LaneWork> works = new ArrayList<>();
        for (Channel other : others) {
            works.add(new LaneWork() {
                @Override
                public void pages(PageBatch batch, Tally read) throws IOException {
                    load((PlacedChannel) other, batch);
                }
            });
        }
        this.lanes = others.isEmpty() ? null : Lanes.start("multifd-recv-", works, threads);
    }

    /** Reads the header behind the entry of {@code block}, then its pages; the stream goes on behind them. */
    void block(RamBlock block) throws VmStateException {
        MappedBlock mapped = header(block);
        try {
            if (!mapped.loadBitmap(file)) {
                throw VmStateException.corrupt("Error reading dirty bitmap");
            }
            current = mapped;
            pages(mapped);
            if (lanes != null) {
                lanes.sync();
            }
            in.jump(file, mapped.end());
        } catch (PartialRead e) {
            throw new VmStateException(Reason.CORRUPT, e.getMessage(), e);
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

    private void pages(MappedBlock mapped) throws IOException {
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

    private void run(MappedBlock mapped, long offset, long length) throws IOException {
        if (lanes == null) {
            load(file, mapped, offset, length);
            return;
        }
        for (long at = offset; at < offset + length; at += Wire.PAGE_SIZE) {
            lanes.add(mapped.block(), at);
        }
    }

    /** On the thread of a channel, while the block's list entry is read. */
    private void load(PlacedChannel from, PageBatch batch) throws IOException {
        for (int i = 0; i < batch.count(); ) {
            int end = batch.runEnd(i);
            load(from, current, batch.offset(i), (long) (end - i) * Wire.PAGE_SIZE);
            i = end;
        }
    }

    private static void load(PlacedChannel from, MappedBlock mapped, long offset, long length) throws IOException {
        RamBlock block = mapped.block();
        long got = from.readMemoryAt(mapped.pagesAt() + offset, block.address() + offset, length);
        if (got < length) {
            throw new PartialRead("(" + block.name() + ") failed to read page " + Long.toHexString(offset)
                    + " from file offset " + Long.toHexString(mapped.pagesAt() + offset) + ": Partial read of size "
                    + got + ", expected " + length);
        }
    }

    private static void clear(RamBlock block, long first, long end) {
        for (long page = first; page < end; page++) {
            ZeroPage.clear(block.address() + page * Wire.PAGE_SIZE);
        }
    }

    @Override
    public void close() throws IOException {
        if (lanes != null) {
            lanes.close();
        }
    }

    /** The file ends before a page it says it holds. */
    private static final class PartialRead extends IOException {
        private static final long serialVersionUID = 1L;

        PartialRead(String text) {
            super(text);
        }
    }
}
