package baton.migration.stream;

import baton.migration.channel.Channel;
import baton.migration.multifd.LaneWork;
import baton.migration.multifd.Lanes;
import baton.migration.multifd.PacketWriter;
import baton.migration.multifd.Tally;
import baton.migration.multifd.Threads;
import baton.migration.ram.RamFormat;
import baton.migration.ram.ZeroPage;
import baton.migration.ram.ZeroPages;
import baton.migration.spi.RamBlock;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Pages in packets on channels of their own (multifd). What is in the main stream says when the packets before have to
 * have arrived, and which pages are zero if the channels do not find that out.
 */
final class MultifdPages implements PageSink {
    private final StreamWriter out;
    private final InlinePages inline;
    private final boolean zeroHere;
    private final boolean zeroFound;
    private final Pacer pacer;
    private final List<Channel> channels;
    private final Lanes lanes;
    private final Tally tally = new Tally();
    private boolean ended;

    MultifdPages(
            StreamWriter out, List<Channel> channels, byte[] uuid, RamFormat format, Pacer pacer, Threads threads) {
        this.out = out;
        this.inline = new InlinePages(out, true, pacer);
        this.zeroFound = format.zeroPages().found();
        this.zeroHere = format.zeroPages() == ZeroPages.LEGACY;
        this.pacer = pacer;
        this.channels = channels;
        List<LaneWork> works = new ArrayList<>();
        for (int i = 0; i < channels.size(); i++) {
            works.add(new PacketWriter(channels.get(i), i, uuid, format));
        }
        this.lanes = Lanes.start("multifd-send-", works, threads);
    }

    /** QEMU's channels must not find pages before its main stream has come to the list of blocks: it would crash. */
    @Override
    public void endOfList() throws IOException {
        lanes.mark();
        out.u64(Wire.RAM_MULTIFD_FLUSH);
        report();
    }

    @Override
    public void pages(RamBlock block, long from, long to) throws IOException {
        int zero = 0;
        for (long offset = from; offset < to; offset += Wire.PAGE_SIZE) {
            if (zeroHere && ZeroPage.isZero(block.address() + offset)) {
                inline.zero(block, offset);
                zero++;
            } else {
                lanes.add(block, offset);
            }
        }
        if (zero > 0) {
            pacer.pages(0, zero);
        }
        report();
    }

    /** In the main stream, whoever looks for zero pages: no channel has to read them. */
    @Override
    public void untouched(RamBlock block, long from, long to) throws IOException {
        if (zeroFound) {
            inline.untouched(block, from, to);
        } else {
            pages(block, from, to);
        }
    }

    private void report() throws IOException {
        lanes.tally(tally);
        if (tally.normal() + tally.zero() > 0) {
            pacer.pages(tally.normal(), tally.zero());
        }
        if (tally.bytes() > 0) {
            pacer.multifd(tally.bytes());
        }
        tally.clear();
    }

    /** The mark must not wait here: the channels on the other side wait for it. */
    @Override
    public void endOfRound() throws IOException {
        if (lanes.sync()) {
            out.u64(Wire.RAM_MULTIFD_FLUSH);
            out.flush();
        }
        report();
    }

    @Override
    public void endOfRam() throws IOException {
        endOfRound();
        ended = true;
    }

    @Override
    public void close() throws IOException {
        for (Channel channel : channels) {
            if (!ended) {
                channel.shutdown();
            }
        }
        lanes.close();
    }
}
