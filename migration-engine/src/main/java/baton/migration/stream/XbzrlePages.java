package baton.migration.stream;

import baton.migration.ram.RamFormat;
import baton.migration.ram.SentPages;
import baton.migration.ram.Xbzrle;
import baton.migration.ram.ZeroPage;
import baton.migration.spi.RamBlock;
import baton.nat.libc.Memory;
import baton.nat.libc.NativeBuffer;
import java.io.IOException;
import java.util.List;

/**
 * Pages in the stream, and from the second round on only how they differ from what was sent before (xbzrle). What is kept
 * of a page is what the other side has: the guest may write to it meanwhile, so it is copied before it is looked at.
 */
final class XbzrlePages implements PageSink {
    private static final int MARK = 1;
    private static final int HEAD = 3;

    private final StreamWriter out;
    private final InlinePages inline;
    private final boolean zeroFound;
    private final Pacer pacer;
    private final List<RamBlock> blocks;
    private final SentPages sent;
    private final NativeBuffer copy = NativeBuffer.allocate(Wire.PAGE_SIZE);
    private final NativeBuffer encoded = NativeBuffer.allocate(Wire.PAGE_SIZE);
    private final XbzrleCounts counts;
    private long round;

    XbzrlePages(StreamWriter out, List<RamBlock> blocks, RamFormat format, Pacer pacer) throws IOException {
        this.out = out;
        this.zeroFound = format.zeroPages().found();
        this.inline = new InlinePages(out, zeroFound, pacer);
        this.pacer = pacer;
        this.blocks = blocks;
        this.sent = new SentPages(format.xbzrleCache(), key(blocks.size()));
        this.counts = new XbzrleCounts(format.xbzrleCache());
        pacer.xbzrle(counts);
    }

    @Override
    public void pages(RamBlock block, long from, long to) throws IOException {
        if (round == 0) {
            inline.pages(block, from, to);
            return;
        }
        int normal = 0;
        int zero = 0;
        long first = key(blocks.indexOf(block));
        for (long offset = from; offset < to; offset += Wire.PAGE_SIZE) {
            Memory.copyMemory(block.address() + offset, copy.address(), Wire.PAGE_SIZE);
            long key = first + offset / Wire.PAGE_SIZE;
            if (zeroFound && ZeroPage.isZero(copy.address())) {
                sent.keep(key, copy.address(), round);
                inline.zero(block, offset);
                zero++;
            } else {
                normal += page(block, offset, key) ? 1 : 0;
            }
        }
        counts.looked((int) ((to - from) / Wire.PAGE_SIZE));
        // A page that is sent as a difference, or not at all, counts as neither; but it is no longer to be sent.
        pacer.pages(normal, zero);
    }

    @Override
    public void untouched(RamBlock block, long from, long to) throws IOException {
        long first = key(blocks.indexOf(block));
        for (long offset = from; offset < to && round > 0; offset += Wire.PAGE_SIZE) {
            // It may have been touched before, and been given back to the host.
            sent.forget(first + offset / Wire.PAGE_SIZE);
        }
        inline.untouched(block, from, to);
    }

    /** Sends the copy of a page; whether it was sent whole. */
    private boolean page(RamBlock block, long offset, long key) throws IOException {
        long old = sent.find(key, round);
        if (old == 0) {
            counts.missed();
            sent.keep(key, copy.address(), round);
            inline.whole(block, offset, copy.address());
            return true;
        }
        int length = Xbzrle.encode(old, copy.address(), encoded.address());
        Memory.copyMemory(copy.address(), old, Wire.PAGE_SIZE);
        if (length < 0) {
            counts.overflowed();
            inline.whole(block, offset, copy.address());
            return true;
        }
        if (length > 0) {
            inline.item(block, offset, Wire.RAM_XBZRLE);
            out.u8(MARK);
            out.u16(length);
            out.memory(encoded.address(), length);
        }
        counts.encoded(length == 0 ? 0 : HEAD + length);
        return false;
    }

    @Override
    public void endOfRound() {
        round++;
    }

    /** Number of the first page of block {@code index}, counted through all blocks. */
    private long key(int index) {
        long pages = 0;
        for (int i = 0; i < index; i++) {
            pages += blocks.get(i).length() / Wire.PAGE_SIZE;
        }
        return pages;
    }

    @Override
    public void close() throws IOException {
        copy.close();
        encoded.close();
        sent.close();
    }
}
