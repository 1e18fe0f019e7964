package baton.migration.multifd;

import baton.base.Closer;
import baton.migration.channel.Channel;
import baton.migration.channel.Channels;
import baton.migration.ram.FilledPages;
import baton.migration.ram.RamFormat;
import baton.migration.spi.RamBlock;
import baton.migration.vmstate.VmStateException;
import java.io.IOException;
import java.util.List;

/** Sends a block to itself, over sockets of its own and both ends' threads: so that this is no longer new to the JVM. */
public final class Drill {
    private static final int LANES = 2;

    private Drill() {}

    /** Once; the block holds afterwards what it held before, if nobody writes to it meanwhile. Any thread. */
    public static void once(RamBlock block, Threads threads) throws IOException, VmStateException {
        try (Closer closer = new Closer()) {
            Channel[] main = pair(closer);
            Channel[] from = new Channel[LANES];
            Channel[] to = new Channel[LANES];
            LaneWork[] works = new LaneWork[LANES];
            for (int i = 0; i < LANES; i++) {
                Channel[] pair = pair(closer);
                from[i] = pair[0];
                to[i] = pair[1];
                works[i] = new PacketWriter(from[i], i, null, RamFormat.DEFAULT);
            }
            Lanes lanes = closer.add(Lanes.start("drill-send-", List.of(works), threads));
            Receiver receiver =
                    closer.add(Receiver.start(main[1], List.of(to), new Itself(block), null, false, threads));
            for (long offset = 0; offset < block.length(); offset += PageBatch.PAGE_SIZE) {
                lanes.add(block, offset);
            }
            lanes.mark();
            receiver.sync();
        }
    }

    private static Channel[] pair(Closer closer) throws IOException {
        Channel[] pair = Channels.pair();
        closer.add(pair[0]);
        closer.add(pair[1]);
        return pair;
    }

    /** The block that the pages are of. */
    private static final class Itself implements PageTarget {
        private final FilledPages pages;

        Itself(RamBlock block) {
            pages = new FilledPages(block);
        }

        @Override
        public FilledPages target(String block) {
            return pages;
        }
    }
}
