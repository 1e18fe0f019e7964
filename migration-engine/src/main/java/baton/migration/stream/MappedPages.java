package baton.migration.stream;

import baton.migration.channel.PlacedChannel;
import baton.migration.ram.RamFormat;
import baton.migration.spi.RamBlock;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Pages at places of their own in a file (mapped-ram): a page that is sent again overwrites its older self. */
final class MappedPages implements PageSink {
    private final StreamWriter out;
    private final PlacedChannel main;
    private final PlacedChannel pages;
    private final RamFormat format;
    private final Pacer pacer;
    private final List<MappedBlock> blocks = new ArrayList<>();

    /** The stream flows through {@code main} behind {@code out}; pages go through {@code pages}, which may be the same. */
    MappedPages(StreamWriter out, PlacedChannel main, PlacedChannel pages, RamFormat format, Pacer pacer) {
        this.out = out;
        this.main = main;
        this.pages = pages;
        this.format = format;
        this.pacer = pacer;
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
        int all = (int) ((to - from) / Wire.PAGE_SIZE);
        int stored = find(block).store(pages, from, to, format.zeroPages().found());
        pacer.pages(stored, all - stored);
        if (stored > 0) {
            pacer.sent(stored * Wire.PAGE_SIZE);
        }
    }

    @Override
    public void endOfRam() throws IOException {
        for (MappedBlock block : blocks) {
            block.storeBitmap(main);
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
