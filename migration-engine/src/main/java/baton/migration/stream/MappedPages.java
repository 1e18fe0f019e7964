package baton.migration.stream;

import baton.migration.channel.Channel;
import baton.migration.channel.PlacedChannel;
import baton.migration.multifd.LaneWork;
import baton.migration.multifd.Lanes;
import baton.migration.multifd.PageBatch;
import baton.migration.multifd.Tally;
import baton.migration.multifd.Threads;
import baton.migration.ram.RamFormat;
import baton.migration.spi.RamBlock;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Pages at places of their own in a file (mapped-ram): a page that is sent again overwrites its older self. */
final class MappedPages implements PageSink {
    private final StreamWriter out;
    private final PlacedChannel main;
    private final boolean zeroFound;
    private final Pacer pacer;
    /** The threads of the other channels; null when there are none. */
    private final Lanes lanes;

    private final Tally tally = new Tally();
    /** Complete before the first page comes. */
    private final List<MappedBlock> blocks = new ArrayList<>();

    /**
     * The stream flows through {@code main} behind {@code out}.
     *
     * @param others channels of the same file, which take the pages; {@code main} does when there are none
     */
    MappedPages(
            StreamWriter out,
            PlacedChannel main,
            List<Channel> others,
            RamFormat format,
            Pacer pacer,
            Threads threads) {
        this.out = out;
        this.main = main;
        this.zeroFound = format.zeroPages().found();
        this.pacer = pacer;
        List<LaneWork> works = new ArrayList<>();
        for (Channel other : others) {
            PlacedChannel file = (PlacedChannel) other;
            works.add(new LaneWork() {
                @Override
                public void pages(PageBatch batch, Tally sent) throws IOException {
                    store(file, batch, sent);
                }
            });
        }
        this.lanes = others.isEmpty() ? null : Lanes.start("multifd-send-", works, threads);
    }

    @Override
    public void listed(RamBlock block) throws IOException {
        out.flush();
        MappedBlock mapped = MappedBlock.behind(block, main.position());
        out.u32(MappedBlock.VERSION);
        out.u64(Wire.PAGE_SIZE);
        out.u64(mapped.bitmapAt());
        out.u64(mapped.pagesAt());
        out.flush();
        main.position(mapped.end());
        blocks.add(mapped);
    }

    @Override
    public void pages(RamBlock block, long from, long to) throws IOException {
        if (lanes == null) {
            int stored = find(block).store(main, from, to, zeroFound);
            tally.add(stored, (int) ((to - from) / Wire.PAGE_SIZE) - stored, (long) stored * Wire.PAGE_SIZE);
        } else {
            for (long offset = from; offset < to; offset += Wire.PAGE_SIZE) {
                lanes.add(block, offset);
            }
            lanes.tally(tally);
        }
        report();
    }

    @Override
    public void untouched(RamBlock block, long from, long to) throws IOException {
        if (zeroFound) {
            find(block).leaveOut(from, to);
            tally.add(0, (int) ((to - from) / Wire.PAGE_SIZE), 0);
            report();
        } else {
            pages(block, from, to);
        }
    }

    /** On the thread of a channel. */
    private void store(PlacedChannel file, PageBatch batch, Tally sent) throws IOException {
        MappedBlock block = find(batch.block());
        for (int i = 0; i < batch.count(); ) {
            int end = batch.runEnd(i);
            int stored = block.store(file, batch.offset(i), batch.offset(end - 1) + Wire.PAGE_SIZE, zeroFound);
            sent.add(stored, end - i - stored, (long) stored * Wire.PAGE_SIZE);
            i = end;
        }
    }

    private void report() throws IOException {
        if (tally.normal() + tally.zero() > 0) {
            pacer.pages(tally.normal(), tally.zero());
        }
        if (tally.bytes() > 0 && lanes == null) {
            pacer.sent((int) tally.bytes());
        } else if (tally.bytes() > 0) {
            pacer.multifd(tally.bytes());
        }
        tally.clear();
    }

    /** A page that comes again must not be overtaken by its older self. */
    @Override
    public void endOfRound() throws IOException {
        if (lanes != null) {
            lanes.sync();
            lanes.tally(tally);
            report();
        }
    }

    @Override
    public void endOfRam() throws IOException {
        endOfRound();
        for (MappedBlock block : blocks) {
            block.storeBitmap(main);
        }
    }

    @Override
    public void close() throws IOException {
        if (lanes != null) {
            lanes.close();
        }
    }

    private MappedBlock find(RamBlock block) {
        for (MappedBlock each : blocks) {
            if (each.block() == block) {
                return each;
            }
        }
        throw new IllegalStateException("pages of " + block.name() + ", which was not listed");
    }
}
